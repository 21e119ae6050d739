/** One receiver's part of the traffic. */
interface Share {
  inUse: number;
  /** How long its calls took of late. */
  meanMs: number;
  /** When the next delivery that is put off may find a place. */
  nextFreeAtMs: number;
}

/** A place taken; to be left exactly once, with how long the call took. */
export type LeaveOrigin = (tookMs: number) => void;

const FIRST_GUESS_MS = 1_000;
/** Weight of the newest call. */
const SMOOTHING = 0.3;
const SHORTEST_PUT_OFF_MS = 250;
const LONGEST_PUT_OFF_MS = 60_000;
const MOST_REMEMBERED = 10_000;

/**
 * Shares this worker's slots out among receivers. One may use as many as it leaves free: alone it
 * gets half of them, a second one half of the rest, so that there is a slot for whoever comes next,
 * however slow those before are. No number to be set, and nothing to be known of receivers.
 */
export class OriginShares {
  private readonly shares = new Map<string, Share>();
  private used = 0;

  constructor(readonly slots: number) {}

  get inUse(): number {
    return this.used;
  }

  /** Takes a place for a call to `origin`; undefined when it has its share already. */
  enter(origin: string): LeaveOrigin | undefined {
    const share = this.shareOf(origin);
    if (share.inUse > 0 && share.inUse >= this.slots - this.used) return undefined;
    share.inUse += 1;
    this.used += 1;
    return (tookMs) => {
      share.inUse -= 1;
      this.used -= 1;
      share.meanMs += SMOOTHING * (tookMs - share.meanMs);
    };
  }

  /**
   * For how long a delivery to `origin` is put off that found no place, in ms: each gets the time of
   * a later call, or all would come back at once and in vain.
   */
  putOffMs(origin: string, nowMs: number): number {
    const share = this.shareOf(origin);
    const spacingMs = share.meanMs / Math.max(1, share.inUse);
    share.nextFreeAtMs = Math.max(nowMs, share.nextFreeAtMs) + spacingMs;
    share.nextFreeAtMs = Math.min(share.nextFreeAtMs, nowMs + LONGEST_PUT_OFF_MS);
    return Math.max(SHORTEST_PUT_OFF_MS, share.nextFreeAtMs - nowMs);
  }

  private shareOf(origin: string): Share {
    const known = this.shares.get(origin);
    if (known) return known;
    if (this.shares.size >= MOST_REMEMBERED) this.forgetIdle();
    const share = { inUse: 0, meanMs: FIRST_GUESS_MS, nextFreeAtMs: -Infinity };
    this.shares.set(origin, share);
    return share;
  }

  private forgetIdle(): void {
    for (const [origin, { inUse }] of this.shares) if (inUse === 0) this.shares.delete(origin);
  }
}
