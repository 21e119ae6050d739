import type { WaitClock } from './wait-clock';

/** A wait ends at most this much late; nobody who waits for seconds can tell. */
const BUCKET_MS = 20;

/**
 * Deadlines of many waits behind one timer, which runs only while there are any. Those that fall
 * into the same 20 ms share a bucket, so adding and removing cost the same however many wait: a
 * timer for each would make ten thousand of them, nearly all in vain.
 */
export class DeadlineBuckets<T> {
  private readonly buckets = new Map<number, Set<T>>();
  private stopTicking: (() => void) | undefined;
  private nextBucket = 0;

  constructor(
    private readonly clock: WaitClock,
    private readonly onDue: (item: T) => void,
  ) {}

  /** Calls `onDue` for the item after `delayMs`, unless it is removed; gives what removes it. */
  add(item: T, delayMs: number): number {
    this.start();
    const due = Math.ceil((this.clock.nowMs() + delayMs) / BUCKET_MS);
    const bucket = Math.max(due, this.nextBucket);
    const items = this.buckets.get(bucket);
    if (items) items.add(item);
    else this.buckets.set(bucket, new Set([item]));
    return bucket;
  }

  /** Idempotent. */
  remove(item: T, bucket: number): void {
    const items = this.buckets.get(bucket);
    if (!items?.delete(item) || items.size > 0) return;
    this.buckets.delete(bucket);
  }

  private start(): void {
    if (this.stopTicking) return;
    this.nextBucket = Math.ceil(this.clock.nowMs() / BUCKET_MS);
    this.stopTicking = this.clock.every(BUCKET_MS, () => this.tick());
  }

  private tick(): void {
    const lastDue = Math.floor(this.clock.nowMs() / BUCKET_MS);
    while (this.nextBucket <= lastDue) this.empty(this.nextBucket++);
    if (this.buckets.size === 0) this.stop();
  }

  private empty(bucket: number): void {
    const items = this.buckets.get(bucket);
    if (!items) return;
    this.buckets.delete(bucket);
    for (const item of items) this.onDue(item);
  }

  /** Stops the timer; what was not due by then never will be. Idempotent. */
  stop(): void {
    this.stopTicking?.();
    this.stopTicking = undefined;
    this.buckets.clear();
  }
}
