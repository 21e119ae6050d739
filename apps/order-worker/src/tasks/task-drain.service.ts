import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { DrainState } from '@sluice/platform';
import { WorkerConfig } from '../worker.config';
import { ABORT_CONTROLLER } from './abort-controller';
import { WakeUpQueues, within } from './bull/wake-up-queues';
import { SchemaCheck } from './schema.module';
import { TaskFeed } from './task-feed';

/** Kept of the grace time for what comes after the tasks in flight. */
const CLOSING_MS = 3_000;
/** For tasks that were cut to be written down as such. */
const WRITING_MS = 500;

/**
 * Brings a kind of task up and takes it down: nothing new at once, then the tasks in flight within the
 * grace time, then a cut. Whatever is unfinished then runs out of its lease and is taken up by another
 * worker.
 */
@Injectable()
export class TaskDrain implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private ending: Promise<void> | undefined;

  constructor(
    private readonly feed: TaskFeed,
    private readonly bells: WakeUpQueues,
    private readonly schema: SchemaCheck,
    private readonly drain: DrainState,
    private readonly config: WorkerConfig,
    @Inject(ABORT_CONTROLLER) private readonly abort: AbortController,
  ) {}

  /** From the first sign of the end on: Nest would let one kind after the other end its tasks. */
  onModuleInit(): void {
    if (this.drain.draining) void this.end();
    this.drain.signal.addEventListener('abort', () => void this.end(), { once: true });
  }

  /** Not before everything is there that an attempt may need, and Redis known to be for this process. */
  onApplicationBootstrap(): void {
    void this.schema.passed.then(() => this.feed.open());
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.end();
  }

  private end(): Promise<void> {
    return (this.ending ??= this.takeDown());
  }

  private async takeDown(): Promise<void> {
    const { feed, config, abort } = this;
    const { shutdownGraceMs } = config;
    feed.stop();
    await this.bells.pause();
    feed.dismissBells();
    await within(Math.max(shutdownGraceMs - CLOSING_MS, shutdownGraceMs / 2), feed.idle());
    abort.abort();
    feed.hurry();
    await within(WRITING_MS, feed.idle());
    await this.bells.close();
  }
}
