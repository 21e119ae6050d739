import type { VariantKey } from '../accept/accept-variant.ts';
import type { Measurement } from '../accept/measurement.ts';
import { tricksRatios } from './tricks-report.ts';

const measured = (variant: VariantKey, requestsPerSecond: number): Measurement => ({
  variant,
  round: 1,
  connections: 64,
  requestsPerSecond,
  cpuUsPerOrder: 1_000_000 / requestsPerSecond,
  serverCpuUsPerOrder: 0,
  redisCpuUsPerOrder: 0,
  foreignCpuShare: 0,
  accepted: requestsPerSecond,
  failed: 0,
  seconds: 1,
  p50Ms: 1,
  p99Ms: 2,
  maxMs: 3,
  generatorCpuShare: 0.5,
});

describe('tricksRatios', () => {
  const ratios = tricksRatios({
    variants: [],
    connections: [64],
    rounds: 1,
    seconds: 1,
    warmUpSeconds: 1,
    generator: 'wrk',
    measurements: [
      measured('tutorial', 5_000),
      measured('tutorialUnchecked', 10_000),
      measured('bull', 15_000),
      measured('gateway', 30_000),
      measured('oneByOne', 10_000),
      measured('uncorked', 20_000),
      measured('oneByOneUncorked', 6_000),
    ],
  });

  it('says how much faster each trick makes it', () => {
    const medians = Object.entries(ratios).map(([name, { spread }]) => [name, spread.median]);
    expect(Object.fromEntries(medians)).toMatchObject({
      noRuntimeDecorators: 2,
      noFramework: 1.5,
      batchedScript: 3,
      batchedWrites: 1.5,
      batchedBoth: 5,
    });
  });
  it('says as much of the CPU per order', () => {
    expect(ratios['batchedScriptCpu']?.spread.median).toBeCloseTo(3);
  });
});
