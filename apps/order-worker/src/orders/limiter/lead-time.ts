const WEIGHT = 0.1;
const TIMER_GRAIN_MS = 1;
const LONGEST_LEAD_MS = 50;

/**
 * How long before its start an order has to be begun, learnt from how long beginning takes. Too
 * short and starts come late; too long and slots stand idle.
 */
export class LeadTime {
  private meanMs = 1;

  get leadMs(): number {
    return Math.min(this.meanMs * 1.25 + TIMER_GRAIN_MS, LONGEST_LEAD_MS);
  }

  observe(tookMs: number): void {
    this.meanMs += WEIGHT * (tookMs - this.meanMs);
  }
}
