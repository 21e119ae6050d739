import { ChosenChance, SeededChance } from '../testing/chosen-chance';
import { FixedLatency } from './fixed-latency';
import type { LatencyLaw } from './latency-law';
import { LognormalLatency } from './lognormal-latency';
import { UniformLatency } from './uniform-latency';

function sortedSamples(law: LatencyLaw, count = 20_000): number[] {
  const chance = new SeededChance();
  return Array.from({ length: count }, () => law.sampleMs(chance)).sort((a, b) => a - b);
}

describe('latency laws', () => {
  it('fixed is always the same', () => {
    expect(new FixedLatency(50).sampleMs()).toBe(50);
  });

  it('uniform spreads from end to end', () => {
    const law = new UniformLatency(10, 30);
    expect(law.sampleMs(new ChosenChance([0]))).toBe(10);
    expect(law.sampleMs(new ChosenChance([0.25]))).toBe(15);
    const samples = sortedSamples(law);
    expect(samples[0]).toBeGreaterThanOrEqual(10);
    expect(samples.at(-1)).toBeLessThan(30);
    expect(samples[10_000]).toBeCloseTo(20, 0);
  });

  it.each([
    ['a sigma', new LognormalLatency(50, 0.5), 50 * Math.exp(0.5 * 2.3263)],
    ['a p99', LognormalLatency.fromP99(50, 400), 400],
  ])('lognormal given by %s has its median and its 99th percentile', (_, law, p99Ms) => {
    const samples = sortedSamples(law);
    expect(samples[10_000]! / 50).toBeCloseTo(1, 1);
    expect(samples[19_800]! / p99Ms).toBeCloseTo(1, 0.8);
    expect(samples.every((ms) => Number.isFinite(ms) && ms > 0)).toBe(true);
  });

  it('lognormal stays finite whatever chance brings', () => {
    expect(new LognormalLatency(50, 1).sampleMs(new ChosenChance([0, 0]))).toBe(50);
    expect(new LognormalLatency(50, 1).sampleMs(new ChosenChance([1 - 2 ** -32, 0]))).toBeLessThan(
      Infinity,
    );
  });
});
