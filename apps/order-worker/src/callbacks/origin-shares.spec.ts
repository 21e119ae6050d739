import { OriginShares } from './origin-shares';

const fill = (shares: OriginShares, origin: string): number => {
  let taken = 0;
  while (shares.enter(origin)) taken++;
  return taken;
};

describe('OriginShares', () => {
  it('leaves half of the slots to others', () => {
    const shares = new OriginShares(16);
    expect(fill(shares, 'a')).toBe(8);
    expect(shares.inUse).toBe(8);
  });

  it('always has a place for who has none, until all are taken', () => {
    const shares = new OriginShares(16);
    const taken = ['a', 'b', 'c', 'd', 'e'].map((origin) => fill(shares, origin));
    expect(taken[0]).toBe(8);
    expect(Math.min(...taken)).toBeGreaterThanOrEqual(1);
    expect(shares.inUse).toBeLessThanOrEqual(16);
  });

  it('serves a single slot', () => {
    const shares = new OriginShares(1);
    expect(fill(shares, 'a')).toBe(1);
  });

  it('takes places back', () => {
    const shares = new OriginShares(4);
    const leave = shares.enter('a');
    fill(shares, 'a');
    expect(shares.enter('a')).toBeUndefined();
    leave?.(10);
    expect(shares.enter('a')).toBeDefined();
  });

  it('puts each delivery off to a later place of its own, within a minute', () => {
    const shares = new OriginShares(4);
    const leave = shares.enter('a');
    leave?.(10_000);
    fill(shares, 'a');
    const delays = Array.from({ length: 200 }, () => shares.putOffMs('a', 0));
    expect(delays).toEqual([...delays].sort((one, other) => one - other));
    expect(new Set(delays.slice(0, 10)).size).toBe(10);
    expect(delays.at(-1)).toBe(60_000);
    expect(shares.putOffMs('b', 0)).toBeLessThan(2_000);
  });
});
