import { atMost } from './at-most.ts';

describe('atMost', () => {
  it('never has more under way, and keeps the order of the results', async () => {
    let underWay = 0;
    let most = 0;
    const results = await atMost(3, [1, 2, 3, 4, 5, 6, 7], async (item) => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      return item * 10;
    });
    expect(most).toBe(3);
    expect(results).toEqual([10, 20, 30, 40, 50, 60, 70]);
  });

  it('throws the first failure and begins nothing after it', async () => {
    const begun: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      if (item === 2) throw new Error('stop');
    };
    await expect(atMost(1, [1, 2, 3], work)).rejects.toThrow('stop');
    expect(begun).toEqual([1, 2]);
  });
});
