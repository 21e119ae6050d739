import { type BegunTask, MOST_PER_TURN } from '@sluice/task-queue';
import type { Attempt } from './attempt';
import { sleepUntil } from './sleep-until';

/** A busy worker asks more often than this without any bell. */
const BUSY_MS = 2;
const FIRST_WAIT_MS = 50;
const MOST_WAIT_MS = 2_000;
/** From the end of an attempt: then its lease is long over and the task is somebody else's. */
const GIVE_UP_AFTER_MS = 60_000;

/** Who waits for an answer of Redis. */
export interface Look {
  answered(): void;
  failed(error: unknown): void;
}

/** What the feed knows of one partition. */
export class FeedPartition<Task extends BegunTask> {
  /** Whether tasks may wait, so that free slots are worth a question. */
  awake = false;
  paused = false;
  /** Attempts under way. */
  running = 0;
  /** How often tasks were asked for. */
  asks = 0;
  /** How often it was woken; an answer to an older question does not put it to sleep. */
  rings = 0;
  /** Not asked again before this, on the clock of `performance.now()`. */
  blockedUntilMs = -Infinity;
  private ends: Attempt<Task>[] = [];
  private looks: Look[] = [];
  private bells: (() => void)[] = [];
  private failures = 0;
  /** Ends per call. One after an error of a call's own, to find out whose it is. */
  private batch = MOST_PER_TURN;

  constructor(readonly index: number) {}

  get hasEnds(): boolean {
    return this.ends.length > 0;
  }

  get isLookedAt(): boolean {
    return this.looks.length > 0;
  }

  /** Whether a call carries as little as possible, its predecessor having been refused. */
  get isCautious(): boolean {
    return this.batch < MOST_PER_TURN;
  }

  add(attempt: Attempt<Task>): void {
    this.ends.push(attempt);
  }

  takeEnds(): Attempt<Task>[] {
    const taken = this.ends;
    if (taken.length <= this.batch) {
      this.ends = [];
      return taken;
    }
    this.ends = taken.slice(this.batch);
    return taken.slice(0, this.batch);
  }

  /**
   * Keeps ends that could not be written for another call; gives those that have waited too long.
   *
   * @param lastMs when all of them have, on the clock of `performance.now()`
   */
  takeBack(ends: readonly Attempt<Task>[], nowMs: number, lastMs: number): Attempt<Task>[] {
    const isLate = ({ endedAtMs = nowMs }: Attempt<Task>): boolean =>
      nowMs >= Math.min(endedAtMs + GIVE_UP_AFTER_MS, lastMs);
    this.ends.push(...ends.filter((end) => !isLate(end)));
    return ends.filter(isLate);
  }

  takeLooks(): Look[] {
    const taken = this.looks;
    if (taken.length > 0) this.looks = [];
    return taken;
  }

  /** Wakes up; resolves when it falls asleep. */
  ring(): Promise<void> {
    this.rings += 1;
    this.awake = true;
    return new Promise((resolve) => this.bells.push(resolve));
  }

  /** Wakes up; resolves with the next answer of Redis, rejects with its next error. */
  look(): Promise<void> {
    this.rings += 1;
    this.awake = true;
    return new Promise((answered, failed) => this.looks.push({ answered, failed }));
  }

  sleep(): void {
    this.awake = false;
    const bells = this.bells;
    this.bells = [];
    for (const resolve of bells) resolve();
  }

  /**
   * Resolves when tasks are not asked for all the time in any case. While they are, with each end that is
   * written, the bell is better held: it costs as much as an order, and says what is known. Whoever comes
   * right after the last of them waits this moment longer.
   */
  async busyOver(): Promise<void> {
    while (this.running > 0) {
      const { asks } = this;
      await sleepUntil(performance.now() + BUSY_MS);
      if (this.asks === asks) return;
    }
  }

  succeeded(): void {
    this.failures = 0;
    this.blockedUntilMs = -Infinity;
    if (this.isCautious) this.batch = Math.min(this.batch * 2, MOST_PER_TURN);
  }

  /** Gives for how long nothing is asked, in ms. An outage leaves it awake: no bell rings in there. */
  failed(nowMs: number, isOutage: boolean, isHurried: boolean): number {
    const waitMs = isHurried
      ? FIRST_WAIT_MS
      : Math.min(FIRST_WAIT_MS * 2 ** Math.min(this.failures, 16), MOST_WAIT_MS);
    this.failures += 1;
    this.blockedUntilMs = nowMs + waitMs;
    this.awake = true;
    if (!isOutage) this.batch = 1;
    return waitMs;
  }
}
