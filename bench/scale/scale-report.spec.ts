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
    expect(ratios.linear4?.spread).toEqual({ median: 0.75, min: 0.5, max: 1 });
  });
});
