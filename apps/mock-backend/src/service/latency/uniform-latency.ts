import type { Chance } from '../chance.port';
import { LatencyLaw } from './latency-law';

export class UniformLatency extends LatencyLaw {
  readonly kind = 'uniform';

  constructor(
    readonly minMs: number,
    readonly maxMs: number,
  ) {
    super();
  }

  sampleMs(chance: Chance): number {
    return this.minMs + (this.maxMs - this.minMs) * chance.next();
  }
}
