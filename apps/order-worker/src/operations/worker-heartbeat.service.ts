import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { COMMAND_REDIS, DrainState } from '@sluice/platform';
import { WorkerRegistry } from '@sluice/task-queue';
import type { Redis } from 'ioredis';
import { WorkerControl } from './worker-commands.controller';

const BEAT_EVERY_MS = 1_000;
/** A command may be lost on its way; this is how long a worker may then be behind. */
const LOOK_EVERY_MS = 5_000;

/** Keeps this worker registered, and up with what operators set, from its start to its end. */
@Injectable()
export class WorkerHeartbeat implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly timers: NodeJS.Timeout[] = [];
  private beating: Promise<void> = Promise.resolve();
  private readonly look = (): void => void this.control.look().catch(() => undefined);

  constructor(
    private readonly registry: WorkerRegistry,
    private readonly control: WorkerControl,
    private readonly drain: DrainState,
    @Inject(COMMAND_REDIS) private readonly redis: Redis,
  ) {}

  onApplicationBootstrap(): void {
    this.beat();
    this.timers.push(setInterval(() => this.beat(), BEAT_EVERY_MS));
    this.timers.push(setInterval(this.look, LOOK_EVERY_MS));
    this.redis.on('ready', this.look);
  }

  /** Waits for the last beat, or it would register the worker again. */
  async beforeApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    this.redis.off('ready', this.look);
    await this.beating;
    await this.registry.deregister(this.control.state().workerId).catch(() => undefined);
  }

  /** A beat that fails is one that is missing; the next comes soon. */
  private beat(): void {
    if (this.drain.draining) return;
    const beaten = this.registry.heartbeat(this.control.state()).catch(() => undefined);
    this.beating = Promise.all([this.beating, beaten]).then(() => undefined);
  }
}
