import { scaleRatios } from './scale-report.ts';

describe('scaleRatios', () => {
  it('compares what one worker saves in each round', () => {
    const ratios = scaleRatios({
      rounds: 2,
      ordersPerWorker: 1_000,
      measurements: [
        { workers: 1, round: 1, orders: 1_000, elapsedMs: 1_000 },
        { workers: 4, round: 1, orders: 4_000, elapsedMs: 1_000 },
        { workers: 4, round: 2, orders: 4_000, elapsedMs: 2_000 },
        { workers: 1, round: 2, orders: 1_000, elapsedMs: 1_000 },
      ],
    });
    expect(Object.keys(ratios)).toEqual(['linear4']);
    expect(ratios.linear4?.spread).toEqual({ median: 0.75, min: 0.5, max: 1 });
  });

  it('promises something of four workers only', () => {
    const drains = [1, 4, 8].map((workers) => ({
      workers,
      round: 1,
      orders: workers,
      elapsedMs: 1,
    }));
    const ratios = scaleRatios({ rounds: 1, ordersPerWorker: 1, measurements: drains });
    expect(ratios.linear4?.required).toBe('≥ 0.95');
    expect(ratios.linear8?.required).toBeUndefined();
  });
});
