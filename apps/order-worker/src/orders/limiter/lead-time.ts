const WEIGHT = 0.1;
const TIMER_GRAIN_MS = 1;
const DEVIATIONS = 2;
const LONGEST_LEAD_MS = 100;

/**
 * How long before its start an order has to be begun, learnt from how long beginning takes. Too
 * short and starts come late; too long and slots stand idle.
 */
export class LeadTime {
  private meanMs = 1;
  private deviationMs = 0.5;

  get leadMs(): number {
    const usualMs = this.meanMs + DEVIATIONS * this.deviationMs;
    return Math.min(usualMs + TIMER_GRAIN_MS, LONGEST_LEAD_MS);
  }

  observe(tookMs: number): void {
    const offMs = tookMs - this.meanMs;
    this.meanMs += WEIGHT * offMs;
    this.deviationMs += WEIGHT * (Math.abs(offMs) - this.deviationMs);
  }
}
