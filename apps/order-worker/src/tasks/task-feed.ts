import { AsyncResource } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { isRedisUnavailable, Logger } from '@sluice/platform';
import { type BegunTask, MOST_PER_TURN, TaskQueue, type Turn } from '@sluice/task-queue';
import { WorkerConfig } from '../worker.config';
import { type Attempt, type AttemptConsumer, endOf, RetryRoom } from './attempt';
import { FeedPartition, type Look } from './feed-partition';
import { IntakePolicy, type TurnTerms } from './task-handler';
import { type SlotEra, SlotPool } from './slot-pool';
import type { TaskOutcome } from './task-handler';

/** The process is about to end; what is not written by then is found by its heir. */
const GIVE_UP_WHEN_STOPPING_MS = 400;
const NOTHING: TurnTerms = { want: 0, retryRoom: 0 };

/** A turn under way. */
interface Asked<Task extends BegunTask> {
  readonly partition: FeedPartition<Task>;
  readonly terms: TurnTerms;
  readonly ends: readonly Attempt<Task>[];
  readonly looks: readonly Look[];
  readonly era: SlotEra;
  readonly rings: number;
  readonly askedAtMs: number;
}

/**
 * Begins tasks of one kind and writes down how they ended, over all partitions with one set of slots.
 * In a turn of the event loop each partition gets at most one call, which carries the ends gathered
 * since and asks for as many tasks as slots are free. It asks while it is awake, that is from a bell
 * until a turn brings less than it asked for, and whenever ends are written anyway: so a busy worker
 * keeps itself busy. Calls may overlap; slots asked for are reserved until the answer.
 */
@Injectable()
export class TaskFeed<Task extends BegunTask = BegunTask> {
  private readonly partitions: FeedPartition<Task>[];
  /** Outside of whichever task happens to end first. */
  private readonly flush = AsyncResource.bind(() => this.askAll());
  private consumer!: AttemptConsumer<Task>;
  private scheduled = false;
  private opened = false;
  private stopped = false;
  /** When everything has to be written that will be. */
  private lastMs = Infinity;
  /** Where the round of the partitions goes on. */
  private first = 0;
  private calls = 0;
  private readonly retries = new RetryRoom();
  private idleWaiters: (() => void)[] = [];

  constructor(
    private readonly queue: TaskQueue<Task>,
    private readonly slots: SlotPool,
    private readonly policy: IntakePolicy<Task>,
    private readonly config: WorkerConfig,
    private readonly logger: Logger,
  ) {
    const { partitions } = queue;
    this.partitions = Array.from({ length: partitions }, (_, index) => new FeedPartition(index));
    slots.onChange(() => this.schedule());
    policy.onChange = () => this.schedule();
  }

  /** Whether nothing is begun: tasks of this kind are paused, as of the last answers, or the end is near. */
  get paused(): boolean {
    return this.stopped || this.partitions.some(({ paused }) => paused);
  }

  /** Attempts at tasks that failed before. */
  get retriesInFlight(): number {
    return this.retries.inFlight;
  }

  /** Once, before {@link open}. */
  consume(consumer: AttemptConsumer<Task>): void {
    this.consumer = consumer;
  }

  /** Lets the first tasks be begun; bells that rang before were kept. */
  open(): void {
    this.opened = true;
    this.schedule();
  }

  /** A bell; resolves when that partition has nothing more and none is needed, or after {@link stop}. */
  wake(partition: number): Promise<void> {
    if (this.stopped) return Promise.resolve();
    const asleep = this.partitionAt(partition).ring();
    this.schedule();
    return asleep.then(() => this.partitionAt(partition).busyOver());
  }

  /** Has Redis asked right now, for what operators changed. Rejects when it cannot be. */
  async look(): Promise<void> {
    const looks = this.partitions.map((partition) => partition.look());
    this.schedule();
    await Promise.all(looks);
  }

  /** An attempt is over: its slot is free, its outcome is to be written if there is one. */
  finish(attempt: Attempt<Task>, outcome: TaskOutcome | undefined): void {
    this.partitionAt(attempt.partition).running -= 1;
    this.retries.end(attempt.task);
    this.slots.release(attempt.era);
    this.policy.released(attempt.task);
    if (outcome !== undefined) {
      attempt.outcome = outcome;
      attempt.endedAtMs = performance.now();
      this.partitionAt(attempt.partition).add(attempt);
    }
    this.schedule();
    this.tellIdle();
  }

  /** Begins nothing more; what was begun goes on. */
  stop(): void {
    this.stopped = true;
  }

  /** Resolves the bells that are held: nothing more comes of them here. */
  dismissBells(): void {
    for (const partition of this.partitions) partition.sleep();
  }

  /** What cannot be written within a moment is left to the leases. */
  hurry(): void {
    this.lastMs = performance.now() + GIVE_UP_WHEN_STOPPING_MS;
    for (const partition of this.partitions) partition.blockedUntilMs = -Infinity;
    this.schedule();
  }

  /** Resolves when nothing is under way and nothing is to be written any more. */
  async idle(): Promise<void> {
    while (!this.isIdle) await new Promise<void>((resolve) => this.idleWaiters.push(resolve));
  }

  private get isIdle(): boolean {
    return this.calls === 0 && this.partitions.every((one) => one.running === 0 && !one.hasEnds);
  }

  private partitionAt(index: number): FeedPartition<Task> {
    const partition = this.partitions[index];
    if (partition === undefined) throw new RangeError(`There is no partition ${index}`);
    return partition;
  }

  private schedule(): void {
    if (this.scheduled || !this.opened) return;
    this.scheduled = true;
    setImmediate(this.flush);
  }

  private askAll(): void {
    this.scheduled = false;
    const nowMs = performance.now();
    const round = [...this.partitions.slice(this.first), ...this.partitions.slice(0, this.first)];
    for (const one of round) if (one.blockedUntilMs <= nowMs) this.ask(one, nowMs);
  }

  private ask(partition: FeedPartition<Task>, askedAtMs: number): void {
    const terms = this.termsFor(partition);
    if (terms.want === 0 && !partition.hasEnds && !partition.isLookedAt) return;
    if (terms.want > 0) {
      this.first = (partition.index + 1) % this.partitions.length;
      partition.asks += 1;
    }
    const ends = partition.takeEnds();
    const looks = partition.takeLooks();
    if (partition.hasEnds) this.schedule();
    const era = this.slots.reserve(terms.want);
    const { rings } = partition;
    this.retries.ask(terms.retryRoom);
    this.calls += 1;
    this.send({ partition, terms, ends, looks, era, rings, askedAtMs });
  }

  private termsFor(partition: FeedPartition<Task>): TurnTerms {
    const { awake, hasEnds, isCautious } = partition;
    if (this.stopped || !(awake || hasEnds) || (isCautious && hasEnds)) return NOTHING;
    const want = Math.min(this.slots.free, MOST_PER_TURN);
    if (want === 0) return NOTHING;
    const retryRoom = Math.min(want, this.retries.left(this.slots.capacity));
    return this.policy.terms({ want, retryRoom, awake });
  }

  private send(asked: Asked<Task>): void {
    const { leaseMs } = this.config;
    const ends = asked.ends.map(endOf);
    this.queue.turn(asked.partition.index, { ...asked.terms, leaseMs, ends }).then(
      (turn) => this.answered(asked, turn),
      (error: unknown) => this.failed(asked, error),
    );
  }

  private answered(asked: Asked<Task>, turn: Turn<Task>): void {
    const { partition, terms, ends, era, askedAtMs } = asked;
    this.calls -= 1;
    this.retries.answer(terms.retryRoom);
    this.slots.take(era, terms.want, turn.begun.length);
    partition.succeeded();
    partition.paused = turn.paused;
    const again = this.policy.answered(terms, turn, askedAtMs);
    for (const task of turn.begun) this.begin({ task, partition: partition.index, askedAtMs, era });
    ends.forEach((attempt, nth) => this.consumer.written(attempt, turn.ended[nth] === true));
    for (const look of asked.looks) look.answered();
    this.fallAsleepOrGoOn(asked, turn, again);
    this.tellIdle();
  }

  private begin(attempt: Attempt<Task>): void {
    this.partitionAt(attempt.partition).running += 1;
    this.retries.begin(attempt.task);
    this.consumer.begun(attempt);
  }

  private fallAsleepOrGoOn(asked: Asked<Task>, turn: Turn<Task>, again: boolean): void {
    const { partition, terms, rings } = asked;
    const broughtAll = terms.want > 0 && turn.begun.length >= terms.want;
    if (!turn.paused && (broughtAll || turn.more || again)) partition.awake = !this.stopped;
    else if (partition.rings === rings && (terms.want > 0 || turn.paused)) partition.sleep();
    // What this one did not bring, another one may.
    if (this.partitions.some(({ awake, hasEnds }) => awake || hasEnds)) this.schedule();
  }

  private failed(asked: Asked<Task>, error: unknown): void {
    const { partition, terms, ends, era } = asked;
    const nowMs = performance.now();
    this.calls -= 1;
    this.retries.answer(terms.retryRoom);
    this.slots.take(era, terms.want, 0);
    this.policy.failed(terms);
    const isOutage = isRedisUnavailable(error);
    // The connection itself tells when Redis is away.
    if (!isOutage) this.logger.error({ err: error, ends: ends.length }, 'task queue turn failed');
    const waitMs = partition.failed(nowMs, isOutage, this.lastMs !== Infinity);
    const late = partition.takeBack(ends, nowMs, this.lastMs);
    for (const attempt of late) this.consumer.givenUp(attempt, error);
    for (const look of asked.looks) look.failed(error);
    setTimeout(() => this.schedule(), waitMs).unref();
    this.tellIdle();
  }

  private tellIdle(): void {
    if (this.idleWaiters.length === 0 || !this.isIdle) return;
    const waiters = this.idleWaiters;
    this.idleWaiters = [];
    for (const resolve of waiters) resolve();
  }
}
