import { Inject, Injectable } from '@nestjs/common';
import type { LimiterSettings, WorkerState } from '@sluice/contracts';
import { ORDER_QUEUE, type QueueDepth, readQueueDepth } from '@sluice/order-lifecycle';
import { COMMAND_REDIS } from '@sluice/platform';
import type { Queue } from 'bull';
import type { Redis } from 'ioredis';
import { DrainRate } from '../orders/drain-rate';
import { BULL_ORDER_QUEUE } from './order-queue.provider';
import { type CommandOutcome, WorkerCommander } from './worker-commander';

/** A queue as operators see it. */
export interface QueueResponse extends Omit<QueueDepth, 'ended'> {
  name: string;
  drainPerSecond: number;
  ended: QueueDepth['ended'];
  workers: WorkerState[];
  /** Workers on the roll that did not answer just now. */
  silentWorkers: string[];
}

/** The order queue for operators: its state, and commands that are carried out everywhere. */
@Injectable()
export class QueuesService {
  constructor(
    @Inject(COMMAND_REDIS) private readonly redis: Redis,
    @Inject(BULL_ORDER_QUEUE) private readonly queue: Queue,
    private readonly commander: WorkerCommander,
    private readonly drainRate: DrainRate,
  ) {}

  async describe(): Promise<QueueResponse> {
    return this.responseOf(await this.commander.command('state'));
  }

  /** Durable: a worker that starts later is paused too. Orders already begun are finished. */
  async pause(): Promise<QueueResponse> {
    await this.queue.pause();
    return this.responseOf(await this.commander.command('pause'));
  }

  async resume(): Promise<QueueResponse> {
    await this.queue.resume();
    return this.responseOf(await this.commander.command('resume'));
  }

  /** Durable likewise: the workers write the limiter down. */
  async limit(settings: Partial<LimiterSettings>): Promise<QueueResponse> {
    return this.responseOf(await this.commander.command('limiter', settings));
  }

  private async responseOf({ workers, silent }: CommandOutcome): Promise<QueueResponse> {
    const depth = await readQueueDepth(this.redis);
    const drainPerSecond = Math.round(this.drainRate.perSecond * 10) / 10;
    return { name: ORDER_QUEUE, ...depth, drainPerSecond, workers, silentWorkers: silent };
  }
}
