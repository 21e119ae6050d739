import type { LimiterSettings, QueueName, WorkerState } from '@sluice/contracts';
import {
  type LimiterStore,
  type QueueDepth,
  readQueueDepth,
  type TaskKind,
  type TaskQueue,
} from '@sluice/task-queue';
import { ProblemError } from '@sluice/platform';
import type { Redis } from 'ioredis';
import type { DrainRate } from '../orders/drain-rate';
import type { DeadLetters } from './dead-letters';
import type { CommandOutcome, WorkerCommander } from './worker-commander';

/** A queue as operators see it. */
export interface QueueResponse extends QueueDepth {
  name: string;
  drainPerSecond: number;
  /** Who takes commands for this queue. */
  workers: WorkerState[];
  /** Workers in the registry that did not answer just now. */
  silentWorkers: string[];
}

/** Where a queue's numbers come from, and what turns it. */
export interface QueueSources {
  readonly kind: TaskKind;
  readonly redis: Redis;
  readonly queue: Pick<TaskQueue, 'pause' | 'resume' | 'partitions'>;
  readonly drainRate: DrainRate;
}

const NOBODY: CommandOutcome = { workers: [], silent: [] };

/**
 * One queue for operators: its state, and commands. A command is a state in Redis first, in force for every
 * worker whenever it comes; those that run are then told to look, so that the answer shows them.
 */
export class QueueAdmin {
  /** @param commander reaches the workers at once; without it a change shows in their next turn */
  constructor(
    private readonly sources: QueueSources,
    readonly deadLetters: DeadLetters,
    private readonly limiter?: LimiterStore,
    private readonly commander?: WorkerCommander,
  ) {}

  get name(): QueueName {
    return this.sources.kind.queue;
  }

  async describe(): Promise<QueueResponse> {
    return this.responseOf((await this.commander?.command('state')) ?? NOBODY);
  }

  /** From the answer on nothing is begun, over restarts too. Tasks already begun are finished. */
  async pause(): Promise<QueueResponse> {
    await this.sources.queue.pause();
    return this.responseOf((await this.commander?.command('pause')) ?? NOBODY);
  }

  async resume(): Promise<QueueResponse> {
    await this.sources.queue.resume();
    return this.responseOf((await this.commander?.command('resume')) ?? NOBODY);
  }

  /**
   * Kept whether a worker runs or not.
   *
   * @throws ProblemError `not-found` where the queue has none
   */
  async limit(settings: Partial<LimiterSettings>): Promise<QueueResponse> {
    if (!this.limiter) throw new ProblemError('not-found', 'This queue has no limiter.');
    await this.limiter.save(settings);
    return this.responseOf((await this.commander?.command('limiter', settings)) ?? NOBODY);
  }

  private async responseOf({ workers, silent }: CommandOutcome): Promise<QueueResponse> {
    const { redis, kind, drainRate, queue } = this.sources;
    const depth = await readQueueDepth(redis, kind, queue.partitions);
    const drainPerSecond = Math.round(drainRate.perSecond * 10) / 10;
    return { name: kind.queue, ...depth, drainPerSecond, workers, silentWorkers: silent };
  }
}
