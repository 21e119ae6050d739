/**
 * A second clock that shows how much work a busy worker has got done. It runs as fast as time when
 * nothing contends and slower when something does, so that all service in progress stretches at
 * once, in one step, however many orders there are.
 */
export class WorkTime {
  private workedMs = 0;
  private rate = 1;

  constructor(private momentMs: number) {}

  /** The work clock's reading at the moment it was last advanced to. */
  get nowMs(): number {
    return this.workedMs;
  }

  advanceTo(momentMs: number): void {
    if (momentMs <= this.momentMs) return;
    this.workedMs += (momentMs - this.momentMs) * this.rate;
    this.momentMs = momentMs;
  }

  /** From the moment last advanced to. @param rate share of the full speed, > 0 */
  runAt(rate: number): void {
    this.rate = rate;
  }

  /** When the work clock will show the given reading, if the rate stays. */
  momentOf(workMs: number): number {
    return this.momentMs + Math.max(0, workMs - this.workedMs) / this.rate;
  }
}
