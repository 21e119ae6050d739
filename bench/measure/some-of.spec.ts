import { someOf } from './some-of.ts';

describe('someOf', () => {
  const items = Array.from({ length: 100 }, (_, index) => index);

  it('draws each item once at most', () => {
    const drawn = someOf(items, 40);
    expect(new Set(drawn).size).toBe(40);
    expect(drawn.every((item) => items.includes(item))).toBe(true);
  });
  it('gives all when there are no more, in another order', () => {
    const drawn = someOf(items, 1_000);
    expect(drawn.toSorted((a, b) => a - b)).toEqual(items);
    expect(drawn).not.toEqual(items);
  });
});
