import { type StartRateLimiter } from './start-rate-limiter';

const FIRST_WAIT_MS = 100;
const MOST_WAIT_MS = 2_000;

/**
 * Joins the rate with the intake: orders are asked for as many as there are starts near, and each
 * order that comes takes one of them.
 */
export class StartPermits {
  /** Called when a start has come near. */
  onNear: () => void = () => undefined;
  private approaching = 0;
  /** Starts that orders were asked for, or that begun orders have not taken yet. */
  private claimed = 0;
  private waitMs = FIRST_WAIT_MS;

  constructor(
    private readonly limiter: StartRateLimiter,
    /** Aborted when nothing more is begun. */
    private readonly stop: AbortSignal,
  ) {}

  get isLimited(): boolean {
    return this.limiter.isLimited;
  }

  /**
   * For how many of `want` orders there are starts; of further ones `onNear` tells.
   *
   * @param isEager whether orders are known to wait, so that further starts are fetched
   */
  offer(want: number, isEager: boolean): number {
    if (!this.isLimited) return want;
    const near = Math.max(0, this.limiter.countNear() - this.claimed);
    const ahead = Math.min(want - near, this.limiter.permitsAhead);
    while (isEager && this.approaching < ahead) void this.approach();
    return Math.min(want, near);
  }

  /** Orders are asked for; `settle` tells how many came. */
  claim(count: number): void {
    this.claimed += count;
  }

  settle(asked: number, came: number, tookMs: number): void {
    this.claimed = Math.max(0, this.claimed - (asked - came));
    if (came > 0) this.limiter.observeBegin(tookMs);
  }

  /** Waits for the start of an order that was begun. Rejects when Redis cannot be asked for one. */
  start(): Promise<void> {
    this.claimed = Math.max(0, this.claimed - 1);
    return this.limiter.start();
  }

  private async approach(): Promise<void> {
    this.approaching += 1;
    try {
      await this.limiter.approach(this.stop);
      this.waitMs = FIRST_WAIT_MS;
    } catch {
      // The connection tells; the feed asks again.
      await this.pause();
    }
    this.approaching -= 1;
    this.onNear();
  }

  private pause(): Promise<void> {
    const { waitMs } = this;
    this.waitMs = Math.min(waitMs * 2, MOST_WAIT_MS);
    return new Promise((resolve) => setTimeout(resolve, waitMs).unref());
  }
}
