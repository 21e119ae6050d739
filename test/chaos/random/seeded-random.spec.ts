import { SeededRandom } from './seeded-random.ts';

const draws = (random: SeededRandom, count = 1_000) =>
  Array.from({ length: count }, () => random.next());

describe('SeededRandom', () => {
  it('repeats itself for the same seed and differs for another', () => {
    expect(draws(new SeededRandom(7))).toEqual(draws(new SeededRandom(7)));
    expect(draws(new SeededRandom(7))).not.toEqual(draws(new SeededRandom(8)));
  });
  it('spreads evenly', () => {
    const mean = draws(new SeededRandom(1), 20_000).reduce((sum, x) => sum + x, 0) / 20_000;
    expect(mean).toBeGreaterThan(0.49);
    expect(mean).toBeLessThan(0.51);
  });
  it('gives forks a stream of their own, whatever the parent drew', () => {
    const parent = new SeededRandom(3);
    const early = draws(parent.fork('load'));
    draws(parent);
    expect(draws(parent.fork('load'))).toEqual(early);
    expect(draws(parent.fork('faults'))).not.toEqual(early);
  });
  it('draws whole numbers from both ends', () => {
    const random = new SeededRandom(5);
    const seen = new Set(Array.from({ length: 200 }, () => random.integer(1, 3)));
    expect([...seen].toSorted()).toEqual([1, 2, 3]);
  });
  it('picks by weight', () => {
    const random = new SeededRandom(5);
    const picked = Array.from({ length: 1_000 }, () =>
      random.pickWeighted([
        ['often', 9],
        ['seldom', 1],
        ['never', 0],
      ]),
    );
    expect(picked.filter((one) => one === 'seldom').length).toBeGreaterThan(60);
    expect(picked.filter((one) => one === 'seldom').length).toBeLessThan(140);
    expect(picked).not.toContain('never');
  });
  it('shuffles without losing anything', () => {
    const shuffled = new SeededRandom(9).shuffled([1, 2, 3, 4, 5, 6]);
    expect(shuffled).not.toEqual([1, 2, 3, 4, 5, 6]);
    expect(shuffled.toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
