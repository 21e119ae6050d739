import type { DepthMeasurement } from './depth-measurement.ts';
import { depthRatios } from './depth-report.ts';
import type { DepthKey } from './depth-subject.ts';

const measured = (subject: DepthKey, round: number, changes: Partial<DepthMeasurement>) => ({
  subject,
  round,
  depth: 0,
  requestsPerSecond: 20_000,
  p99Ms: 5,
  cpuUsPerOrder: 50,
  drainMs: 10_000,
  ...changes,
});

describe('depthRatios', () => {
  it('is below one when depth costs something', () => {
    const ratios = depthRatios({
      rounds: 1,
      seconds: 4,
      generator: 'wrk',
      fill: { orders: 500_000, bytesPerOrder: 1_200, steps: [] },
      measurements: [
        measured('empty', 1, {}),
        measured('deep', 1, { requestsPerSecond: 16_000, cpuUsPerOrder: 100, drainMs: 12_500 }),
      ],
    });
    expect(ratios.acceptDeepOverEmpty?.spread.median).toBeCloseTo(0.8);
    expect(ratios.cpuEmptyOverDeep?.spread.median).toBeCloseTo(0.5);
    expect(ratios.drainDeepOverEmpty?.spread.median).toBeCloseTo(0.8);
    expect(ratios.bytesPerWaitingOrder?.spread.median).toBe(1_200);
  });
});
