import { BURST_CASES, burstCase, divisorOf, scaled, type BurstName } from './burst-cases.ts';
import { deriveBurst } from './burst-model.ts';

/** Completed, timed out or expired, refused: what the source documents' bursts come to. */
const GOLDENS: [suite: BurstName, name: string, counts: number[]][] = [
  ['burst-150', 'sync-12s', [30, 10, 0, 110]],
  ['burst-150', 'sync-35s', [0, 40, 0, 110]],
  ['burst-150', 'async', [150, 0, 0, 0]],
  ['burst-150', 'async-ttl-60s', [90, 0, 60, 0]],
  ['burst-150', 'async-ttl-30s', [45, 0, 105, 0]],
  ['burst-150', 'async-ttl-60s-limit-100', [90, 0, 25, 35]],
  ['burst-514', 'sync-12s', [30, 10, 0, 474]],
  ['burst-514', 'async', [514, 0, 0, 0]],
  ['burst-514', 'async-ttl-66s', [90, 0, 424, 0]],
];

describe('deriveBurst', () => {
  it.each(GOLDENS)('%s %s', (suite, name, [completed, timedOut, expired, refused]) => {
    const counts = deriveBurst(burstCase(suite, name));
    expect(counts).toMatchObject({ completed, timedOut, expired, refused });
  });

  it('knows how long the queue is busy', () => {
    expect(deriveBurst(burstCase('burst-150', 'async')).lastDoneMs / 1_000).toBeCloseTo(120, 0);
    expect(deriveBurst(burstCase('burst-514', 'async')).lastDoneMs / 1_000).toBeCloseTo(420, 0);
  });

  it.each([5, 10, 20])('comes to the same counts with all times divided by %i', (scale) => {
    for (const one of Object.values(BURST_CASES).flat()) {
      const { lastDoneMs, ...counts } = deriveBurst(one);
      const small = deriveBurst(scaled(one, scale));
      expect(small).toMatchObject(counts);
      expect(small.lastDoneMs).toBeCloseTo(lastDoneMs / divisorOf(one, scale), 0);
    }
  });

  it('frees a place of the pool when a call is answered, not before', () => {
    const burst = { ...burstCase('burst-150', 'sync-12s'), arrivalMs: 60_000 };
    const { completed, timedOut, refused } = deriveBurst(burst);
    expect(completed + timedOut + refused).toBe(150);
    expect(refused).toBeLessThan(110);
  });

  it('names its cases when there is none of that name', () => {
    expect(() => burstCase('burst-150', 'nothing')).toThrow('sync-12s');
  });
});
