import { acceptRatios } from './accept-ratios.ts';
import type { VariantKey } from './accept-variant.ts';
import type { Measurement } from './measurement.ts';

function measurement(variant: VariantKey, round: number, requestsPerSecond: number): Measurement {
  return {
    variant,
    round,
    connections: 64,
    requestsPerSecond,
    cpuUsPerOrder: 1_000_000 / requestsPerSecond,
    serverCpuUsPerOrder: 1_000_000 / requestsPerSecond,
    redisCpuUsPerOrder: 0,
    foreignCpuShare: 0,
    accepted: requestsPerSecond,
    failed: 0,
    seconds: 1,
    p50Ms: 1,
    p99Ms: 60_000 / requestsPerSecond,
    maxMs: 9,
    generatorCpuShare: 0.5,
  };
}

const at64 = [
  measurement('gateway', 2, 8_000),
  measurement('gateway', 1, 20_000),
  measurement('bare', 1, 40_000),
  measurement('bare', 2, 16_000),
  measurement('tutorial', 1, 5_000),
  measurement('tutorial', 2, 2_000),
  measurement('gatewayAlways', 1, 10_000),
  measurement('gatewayAlways', 2, 4_000),
  measurement('gatewayKeys', 1, 15_000),
  measurement('gatewayKeys', 2, 6_000),
  measurement('bull', 1, 10_000),
  measurement('bull', 2, 4_000),
  measurement('bullmq', 1, 12_500),
  measurement('bullmq', 2, 5_000),
];
const measurements = [...at64, ...at64.map((one) => ({ ...one, connections: 512 }))];

describe('acceptRatios', () => {
  const ratios = acceptRatios(measurements);
  const medianOf = (name: string) => ratios[name]?.spread.median;

  it('compares within a round, whatever the order of the measurements', () => {
    expect(medianOf('tutorial64')).toBe(4);
    expect(ratios['bare64']?.spread).toEqual({ median: 0.5, min: 0.5, max: 0.5 });
  });
  it('puts the costs the right way round', () => {
    expect(medianOf('p99OverBare64')).toBeCloseTo(2);
    expect(medianOf('cpuTutorialOverOurs64')).toBeCloseTo(4);
    expect(medianOf('cpuOverBare64')).toBeCloseTo(2);
    expect(medianOf('always64OverEverysec64')).toBe(0.5);
  });
  it('compares with the other ways to queue, and with keys on', () => {
    expect(medianOf('authTutorial64')).toBe(3);
    expect(medianOf('auth64')).toBe(0.75);
    expect(medianOf('bull64')).toBe(2);
    expect(medianOf('bullmq64')).toBe(1.6);
  });
  it('promises nothing against the tutorial', () => {
    const promised = Object.entries(ratios).filter(([, { required }]) => required !== undefined);
    expect(promised.map(([name, { required }]) => `${name} ${required}`)).toEqual([
      'bare64 ≥ 0.75',
      'bullmq64 ≥ 1.2',
      'cpuOverBare64 ≤ 1.75',
      'p99OverBare64 ≤ 3',
    ]);
  });
  it('has every ratio that the report promises', () => {
    expect(Object.keys(ratios)).toEqual([
      'bare64',
      'bullmq64',
      'cpuOverBare64',
      'p99OverBare64',
      'tutorial64',
      'cpuTutorialOverOurs64',
      'bull64',
      'cpuBullmqOverOurs64',
      'auth64',
      'authTutorial64',
      'always64OverEverysec64',
      'bare512',
      'tutorial512',
      'bareOverTutorial64',
      'bullOverTutorial64',
      'bullmqOverTutorial64',
    ]);
  });
});
