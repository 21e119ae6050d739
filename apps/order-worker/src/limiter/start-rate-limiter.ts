import { broadcastController } from '../tasks/abort-controller';
import { sleepUntil } from '../tasks/sleep-until';
import type { RateLimitStore, StartPermit } from './rate-limit-store';
import { Semaphore } from './semaphore';

/** When an order may start. */
interface StartSlot {
  /** On the clock of `performance.now()`. */
  readonly atMs: number;
  /** How late a start may be and still use this slot. */
  readonly toleranceMs: number;
}

const LEAST_TOLERANCE_MS = 8;

/**
 * Spaces the starts of orders evenly, in step with all other workers. An order comes in two steps,
 * because it has to be begun between them: shortly before a start that this worker has, and exactly
 * at one. Whoever is ready first takes the first start, so that an order which took long to begin, or
 * was not handed out at all, costs none.
 */
export class StartRateLimiter {
  private readonly line = new Semaphore(2);
  private readonly latency = new BeginLatencyEstimator();
  private rateChange = broadcastController();
  private limited = false;
  /** Starts that nobody has taken yet, soonest first. */
  private starts: StartSlot[] = [];
  /** Starts that passed unused since the store was asked last. */
  private missed = 0;

  constructor(private readonly store: RateLimitStore) {}

  /** Whether a rate is set. */
  get isLimited(): boolean {
    return this.limited;
  }

  /** How many may approach at once; further ones wait. */
  get permitsAhead(): number {
    return this.line.capacity;
  }

  /** Whoever waits now asks for a new start. */
  setLimited(limited: boolean): void {
    this.limited = limited;
    this.starts = [];
    this.rateChange.abort();
    this.rateChange = broadcastController();
  }

  /** Told how long beginning an order took. */
  observeBegin(tookMs: number): void {
    this.latency.observe(tookMs);
  }

  /** How many starts are so near that orders should be begun for them, and still to be had. */
  countNear(): number {
    const nowMs = performance.now();
    const { length } = this.starts;
    this.starts = this.starts.filter(({ atMs, toleranceMs }) => atMs + toleranceMs >= nowMs);
    this.missed += length - this.starts.length;
    const nearMs = nowMs + this.latency.leadMs;
    return this.starts.filter(({ atMs }) => atMs <= nearMs).length;
  }

  /**
   * Waits until a start is so near that an order should be begun for it; false when `signal` came
   * first. Rejects when Redis cannot be asked.
   */
  async approach(signal: AbortSignal): Promise<boolean> {
    if (!this.limited) return !signal.aborted;
    const leaveLine = await this.line.acquire(signal);
    if (leaveLine === undefined) return false;
    try {
      return await this.nearStart(signal);
    } finally {
      leaveLine();
    }
  }

  /**
   * Waits for the first start there is. One that was missed (Redis or this process stalled) is never
   * made up for at once: late starts would crowd. Rejects when Redis cannot be asked for another.
   */
  async start(): Promise<void> {
    while (this.limited) {
      const slot = this.starts.shift() ?? (await this.takeSlot());
      if (slot === undefined) return;
      const arrived = await sleepUntil(slot.atMs, [this.rateChange.signal]);
      if (arrived && performance.now() - slot.atMs <= slot.toleranceMs) return;
      if (arrived) this.missed += 1;
    }
  }

  private async nearStart(signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      const { signal: changed } = this.rateChange;
      const slot = await this.takeSlot();
      if (slot === undefined) return !signal.aborted;
      if (changed.aborted) continue;
      this.starts.push(slot);
      if (await sleepUntil(slot.atMs - this.latency.leadMs, [signal, changed])) return true;
      this.starts = this.starts.filter((one) => one !== slot);
    }
    return false;
  }

  private async takeSlot(): Promise<StartSlot | undefined> {
    const { missed } = this;
    this.missed = 0;
    const permit = this.limited ? await this.store.next(missed) : undefined;
    if (permit === undefined) return undefined;
    this.line.setCapacity(permitsAhead(permit.intervalMs));
    return slotOf(permit);
  }
}

/**
 * All starts lie within `toleranceMs` after evenly spaced moments, so no window, wherever it lies,
 * holds more than its share and what fits into one tolerance: half an order at low rates, 0.8 % of a
 * second's share at high ones.
 */
function slotOf({ atMs, intervalMs }: StartPermit): StartSlot {
  return { atMs, toleranceMs: Math.max(intervalMs / 2, LEAST_TOLERANCE_MS) };
}

/**
 * How many permits a worker holds in advance: enough to cover the way to the store, as few as
 * possible, for a worker that dies takes its permits along.
 */
function permitsAhead(intervalMs: number): number {
  const cover = Math.ceil(20 / Math.max(intervalMs, 0.1));
  return Math.min(Math.max(cover, 1) + 1, 64);
}

const WEIGHT = 0.1;
const TIMER_GRAIN_MS = 1;
const DEVIATIONS = 2;
const LONGEST_LEAD_MS = 100;

/**
 * How long before its start an order has to be begun, learnt from how long beginning takes. Too
 * short and starts come late; too long and slots stand idle.
 */
class BeginLatencyEstimator {
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
