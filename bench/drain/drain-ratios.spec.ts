import { drainRatios } from './drain-ratios.ts';
import type { DrainMeasurement } from './drain-measurement.ts';
import type { SubjectKey } from './drain-subject.ts';

const profile = { latency: { kind: 'fixed', ms: 50 }, workers: 16, contention: null };

function drain(
  subject: SubjectKey,
  orders: number,
  round: number,
  elapsedMs: number,
): DrainMeasurement {
  return { subject, orders, round, elapsedMs, redeliveries: 0 };
}

describe('drainRatios', () => {
  const drains = [
    drain('worker', 1_000, 1, 3_500),
    drain('worker', 3_000, 1, 10_000),
    drain('loop', 3_000, 1, 9_800),
    drain('bull', 3_000, 1, 10_000),
    drain('bullmq', 3_000, 1, 10_500),
  ];
  const rates = [{ round: 1, orders: 3_000, ofNominal: 0.99, worstWindowOfNominal: 1 }];
  const ratios = drainRatios(drains, rates, profile);

  it('are shares: below 1 the worker was slower', () => {
    expect(ratios['ideal1000']?.spread.median).toBeCloseTo(3_150 / 3_500);
    expect(ratios['ideal3000']?.spread.median).toBeCloseTo(0.94);
    expect(ratios['loop3000']?.spread.median).toBeCloseTo(0.98);
    expect(ratios['bullmq3000']?.spread.median).toBeCloseTo(1.05);
  });
  it('carry the rate limit', () => {
    expect(ratios['rateOfNominal']?.spread.median).toBe(0.99);
    expect(ratios['worstWindowOfNominal']?.spread.median).toBe(1);
  });
});
