import { LatencyLaw } from './latency-law';

export class FixedLatency extends LatencyLaw {
  readonly kind = 'fixed';

  constructor(readonly ms: number) {
    super();
  }

  sampleMs(): number {
    return this.ms;
  }
}
