import type { Chance } from '../chance.port';
import { LatencyLaw } from './latency-law';

/** The 99th percentile of the standard normal distribution. */
const NORMAL_P99 = 2.3263478740408408;

/** What real backends show: most answers near the median and a long tail. */
export class LognormalLatency extends LatencyLaw {
  readonly kind = 'lognormal';

  constructor(
    readonly medianMs: number,
    readonly sigma: number,
  ) {
    super();
  }

  static fromP99(medianMs: number, p99Ms: number): LognormalLatency {
    return new LognormalLatency(medianMs, Math.log(p99Ms / medianMs) / NORMAL_P99);
  }

  sampleMs(chance: Chance): number {
    return this.medianMs * Math.exp(this.sigma * sampleNormal(chance));
  }
}

/** Box and Muller's transform; 1 − u keeps the logarithm away from 0. */
function sampleNormal(chance: Chance): number {
  const radius = Math.sqrt(-2 * Math.log(1 - chance.next()));
  return radius * Math.cos(2 * Math.PI * chance.next());
}
