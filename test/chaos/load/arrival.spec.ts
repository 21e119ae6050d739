import { SeededRandom } from '../random/seeded-random.ts';
import { ARRIVAL_KINDS, CHAOS_MIX, drawArrival } from './arrival.ts';

const draw = (seed: number, gateways: number, count = 2_000) => {
  const random = new SeededRandom(seed);
  return Array.from({ length: count }, () => drawArrival(random, CHAOS_MIX, gateways));
};

describe('drawArrival', () => {
  it('repeats itself for the same seed', () => {
    expect(draw(4, 3)).toEqual(draw(4, 3));
  });
  it('draws every kind', () => {
    const kinds = new Set(draw(1, 3).map(({ kind }) => kind));
    expect([...kinds].toSorted()).toEqual([...ARRIVAL_KINDS].toSorted());
  });
  it('sends a repetition to another gateway where there is one', () => {
    expect(draw(1, 3).every(({ gateway, otherGateway }) => gateway !== otherGateway)).toBe(true);
    expect(draw(1, 1).every(({ otherGateway }) => otherGateway === 0)).toBe(true);
  });
  it('gives a time to live to short-lived orders only', () => {
    const withTtl = draw(1, 2).filter(({ ttlS }) => ttlS !== undefined);
    expect(new Set(withTtl.map(({ kind }) => kind))).toEqual(new Set(['short-lived']));
  });
});
