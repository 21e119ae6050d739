import type { LimiterSettings, QueueName, WorkerState } from '@sluice/contracts';
import { type QueueDepth, readQueueDepth, type TaskKind } from '@sluice/order-lifecycle';
import { ProblemError } from '@sluice/platform';
import type { Queue } from 'bull';
import type { Redis } from 'ioredis';
import type { DrainRate } from '../orders/drain-rate';
import type { DeadLetters } from './dead-letters';
import type { CommandOutcome, WorkerCommander } from './worker-commander';

/** A queue as operators see it. */
export interface QueueResponse extends Omit<QueueDepth, 'ended'> {
  name: string;
  drainPerSecond: number;
  ended: QueueDepth['ended'];
  /** Who takes commands for this queue. */
  workers: WorkerState[];
  /** Workers on the roll that did not answer just now. */
  silentWorkers: string[];
}

/** Where a queue's numbers come from. */
export interface QueueSources {
  readonly kind: TaskKind;
  readonly redis: Redis;
  readonly bull: Queue;
  readonly drainRate: DrainRate;
}

const NOBODY: CommandOutcome = { workers: [], silent: [] };

/** One queue for operators: its state, and commands that are carried out everywhere. */
export class QueueDesk {
  /** @param commander reaches the workers at once; without it a pause shows when they next pop */
  constructor(
    private readonly sources: QueueSources,
    readonly deadLetters: DeadLetters,
    private readonly commander?: WorkerCommander,
  ) {}

  get name(): QueueName {
    return this.sources.kind.queue;
  }

  async describe(): Promise<QueueResponse> {
    return this.responseOf((await this.commander?.command('state')) ?? NOBODY);
  }

  /** Durable: a worker that starts later is paused too. Tasks already begun are finished. */
  async pause(): Promise<QueueResponse> {
    await this.sources.bull.pause();
    return this.responseOf((await this.commander?.command('pause')) ?? NOBODY);
  }

  async resume(): Promise<QueueResponse> {
    await this.sources.bull.resume();
    return this.responseOf((await this.commander?.command('resume')) ?? NOBODY);
  }

  /**
   * Durable likewise: the workers write the limiter down.
   *
   * @throws ProblemError `not-found` where the queue has none
   */
  async limit(settings: Partial<LimiterSettings>): Promise<QueueResponse> {
    if (!this.commander) throw new ProblemError('not-found', 'This queue has no limiter.');
    return this.responseOf(await this.commander.command('limiter', settings));
  }

  private async responseOf({ workers, silent }: CommandOutcome): Promise<QueueResponse> {
    const { redis, kind, drainRate } = this.sources;
    const depth = await readQueueDepth(redis, kind);
    const drainPerSecond = Math.round(drainRate.perSecond * 10) / 10;
    return { name: kind.queue, ...depth, drainPerSecond, workers, silentWorkers: silent };
  }
}
