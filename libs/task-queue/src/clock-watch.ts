/** Answers are off by so much without a step: timers of this process, the resolution of both clocks. */
const TOLERANCE_MS = 1_000;

interface Reading {
  theirMs: number;
  askedAtMs: number;
  answeredAtMs: number;
}

/**
 * Finds steps of another machine's clock, by this process's own that makes none: between two answers theirs
 * must have advanced as ours did, give or take the time that the answers were under way.
 */
export class ClockWatch {
  private last: Reading | undefined;

  /**
   * @param theirMs what their clock showed at some moment between the two of ours
   * @returns by how much it was set since the last answer, in ms; 0 while it goes as it should
   */
  observe(theirMs: number, askedAtMs: number, answeredAtMs: number): number {
    const { last } = this;
    this.last = { theirMs, askedAtMs, answeredAtMs };
    if (!last) return 0;
    const theirs = theirMs - last.theirMs;
    const most = answeredAtMs - last.askedAtMs;
    const least = askedAtMs - last.answeredAtMs;
    if (theirs > most + TOLERANCE_MS) return theirs - most;
    return theirs < least - TOLERANCE_MS ? theirs - least : 0;
  }
}
