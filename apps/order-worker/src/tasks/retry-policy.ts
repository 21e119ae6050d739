/** How failed attempts are spread over time; one layer only, so these numbers are the truth. */
export interface RetrySettings {
  /** Attempts after which a task that was never in doubt fails. */
  readonly attempts: number;
  readonly retryBaseMs: number;
  readonly retryCapMs: number;
  /** By which the spread grows from attempt to attempt; 2 unless told. */
  readonly growth?: number;
}

/** Full-jitter exponential backoff with a cap. Pure but for `random` (0 ≤ x < 1). */
export class RetryPolicy {
  constructor(
    private readonly settings: RetrySettings,
    private readonly random: () => number = Math.random,
  ) {}

  /** Whether `attempts` (this one included) are all that a task gets. */
  isExhausted(attempts: number): boolean {
    return attempts >= this.settings.attempts;
  }

  /**
   * Time in ms until the attempt after number `attempts`. A `Retry-After` is never undercut, and
   * followed by some jitter, or all who were told the same moment would come at it.
   */
  delayMs(attempts: number, retryAfterMs?: number): number {
    const { retryBaseMs, retryCapMs, growth = 2 } = this.settings;
    const ceilingMs = Math.min(retryCapMs, retryBaseMs * growth ** Math.min(attempts - 1, 30));
    const jitterMs = this.random() * ceilingMs;
    if (retryAfterMs === undefined) return jitterMs;
    return Math.max(jitterMs, retryAfterMs + this.random() * retryBaseMs);
  }
}
