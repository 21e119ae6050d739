import type { DrainMeasurement } from './drain-measurement.ts';
import { drainRatios } from './drain-ratios.ts';
import type { SubjectKey } from './drain-subject.ts';

const profile = { latency: { kind: 'fixed', ms: 50 }, workers: 16, contention: null };

function drain(
  subject: SubjectKey,
  orders: number,
  round: number,
  elapsedMs: number,
): DrainMeasurement {
  const cpu = { workerCpuUsPerOrder: 100, redisCpuUsPerOrder: 50 };
  return { subject, orders, round, elapsedMs, redeliveries: 0, ...cpu };
}

describe('drainRatios', () => {
  const drains = [
    drain('worker', 1_000, 1, 3_500),
    drain('worker', 3_000, 1, 10_000),
    drain('loop', 3_000, 1, 9_800),
    drain('bull', 3_000, 1, 10_000),
    drain('bullmq', 3_000, 1, 10_500),
  ];
  const fastDrains = [
    drain('bullmq', 20_000, 2, 3_000),
    drain('worker', 20_000, 1, 2_000),
    drain('worker', 20_000, 2, 1_000),
    drain('loop', 20_000, 1, 1_400),
    drain('loop', 20_000, 2, 600),
    drain('bull', 20_000, 1, 4_000),
    drain('bull', 20_000, 2, 4_000),
    drain('bullmq', 20_000, 1, 4_000),
  ];
  const ratios = drainRatios({
    steady: { drains, profile, atOnce: 16 },
    fast: { drains: fastDrains, sizes: [20_000] },
    rates: [{ round: 1, orders: 3_000, ofNominal: 0.99, worstWindowOfNominal: 1 }],
  });

  it('are shares: below 1 the worker was slower', () => {
    expect(ratios['ideal1000']?.spread.median).toBeCloseTo(3_150 / 3_500);
    expect(ratios['ideal3000']?.spread.median).toBeCloseTo(0.94);
    expect(ratios['loop3000']?.spread.median).toBeCloseTo(0.98);
    expect(ratios['bullmq3000']?.spread.median).toBeCloseTo(1.05);
  });
  it('compare the fast drains within a round, whatever their order', () => {
    expect(ratios['fastBullmq']?.spread).toEqual({ median: 2.5, min: 2, max: 3 });
    expect(ratios['fastBull']?.spread.median).toBe(3);
    expect(ratios['fastLoop']?.spread.median).toBeCloseTo(0.65);
  });
  it('carry the rate limit', () => {
    expect(ratios['rateOfNominal']?.spread.median).toBe(0.99);
    expect(ratios['worstWindowOfNominal']?.spread.median).toBe(1);
  });
  it('say what was promised', () => {
    const required = Object.entries(ratios).map(([name, ratio]) => [name, ratio.required]);
    expect(Object.fromEntries(required)).toMatchObject({
      ideal3000: '≥ 0.95',
      loop3000: '≥ 0.98',
      fastBullmq: '≥ 1.3',
      fastLoop: '≥ 0.65',
    });
  });
});
