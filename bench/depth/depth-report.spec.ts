import type { DepthMeasurement } from './depth-measurement.ts';
import { depthRatios } from './depth-report.ts';
import type { DepthKey } from './depth-subject.ts';

const slowestScriptMs = { accept: 1, drain: 2, cancel: 3, expiry: 0.5, listing: 0.5 };

const measured = (subject: DepthKey, round: number, changes: Partial<DepthMeasurement>) => ({
  subject,
  round,
  depth: 0,
  requestsPerSecond: 20_000,
  p99Ms: 5,
  cpuUsPerOrder: 50,
  drainedPerSecond: 10_000,
  cancelsPerSecond: 5_000,
  expiredAfterMs: 500,
  lookUpMs: 1,
  slowestScriptMs,
  ...changes,
});

describe('depthRatios', () => {
  const ratios = depthRatios({
    rounds: 2,
    seconds: 4,
    drained: 20_000,
    removals: 5_000,
    generator: 'wrk',
    fill: { orders: 1_000_000, bytesPerOrder: 780, steps: [] },
    measurements: [
      measured('deep', 2, { slowestScriptMs: { ...slowestScriptMs, drain: 5 } }),
      measured('empty', 1, {}),
      measured('deep', 1, {
        requestsPerSecond: 16_000,
        cpuUsPerOrder: 100,
        drainedPerSecond: 9_000,
        cancelsPerSecond: 4_000,
      }),
      measured('empty', 2, { slowestScriptMs: { ...slowestScriptMs, accept: 90 } }),
    ],
  });

  it('is below one when depth costs something', () => {
    expect(ratios['acceptAtMillion']?.spread.min).toBeCloseTo(0.8);
    expect(ratios['drainAtMillion']?.spread.min).toBeCloseTo(0.9);
    expect(ratios['cancelAtMillion']?.spread.min).toBeCloseTo(0.8);
    expect(ratios['cpuEmptyOverDeep']?.spread.min).toBeCloseTo(0.5);
  });
  it('takes the longest script of any phase, of the deep queue alone', () => {
    expect(ratios['slowestScriptMs']?.spread).toEqual({ median: 4, min: 3, max: 5 });
    expect(ratios['slowestScriptMs']?.required).toBe('≤ 5');
  });
  it('tells the memory of a waiting order', () => {
    expect(ratios['bytesPerOrder']?.spread.median).toBe(780);
    expect(ratios['bytesPerOrder']?.required).toBe('≤ 800');
  });
});
