/** Answers come back within this time, or the clock was set meanwhile. */
const LEAP_MS = 500;
const FORGET_AFTER_MS = 10_000;

/**
 * Reads another machine's clock on ours. An answer tells what the remote clock showed at some moment
 * before it arrived; the quickest answer of the last while tells it best. What is derived from it is
 * never early, and a stall of this process makes it no later.
 */
export class RemoteClock {
  private best = Infinity;
  private previousBest = Infinity;
  private turnAtMs = -Infinity;

  /** An answer that arrived at `nowMs` (ours) and was given at `remoteMs` (theirs). */
  observe(remoteMs: number, nowMs: number): void {
    const offsetMs = nowMs - remoteMs;
    if (Math.abs(offsetMs - this.offsetMs) > LEAP_MS) this.best = this.previousBest = Infinity;
    if (nowMs - this.turnAtMs > FORGET_AFTER_MS) {
      this.previousBest = this.best;
      this.best = Infinity;
      this.turnAtMs = nowMs;
    }
    this.best = Math.min(this.best, offsetMs);
  }

  /** When, on our clock, theirs shows `remoteMs`. */
  toOurs(remoteMs: number): number {
    return remoteMs + this.offsetMs;
  }

  /** What theirs shows when ours shows `nowMs`; undefined before there was an answer. */
  toTheirs(nowMs: number): number | undefined {
    return this.offsetMs === Infinity ? undefined : nowMs - this.offsetMs;
  }

  private get offsetMs(): number {
    return Math.min(this.best, this.previousBest);
  }
}
