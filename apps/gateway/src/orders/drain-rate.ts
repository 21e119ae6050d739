import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { QueueClock, type QueueDepth, readQueueDepth, type TaskKind } from '@sluice/task-queue';
import type { Redis } from 'ioredis';

const SAMPLE_INTERVAL_MS = 1_000;

/** Weight of the newest sample: about the last ten seconds count. */
const SMOOTHING = 0.2;

const SHORTEST_RETRY_S = 1;
const LONGEST_RETRY_S = 60;

/**
 * Watches how fast workers carry tasks to their end, so that clients can be told when to come back, and
 * keeps the queue clock going meanwhile.
 */
export class DrainRate implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private last: { drained: number; atMs: number } | undefined;
  private smoothed = 0;
  private readonly clock: QueueClock;

  constructor(
    private readonly redis: Redis,
    private readonly kind: TaskKind,
    private readonly partitions: number,
  ) {
    this.clock = new QueueClock(redis, partitions);
  }

  onModuleInit(): void {
    this.timer = setInterval(() => void this.sample(), SAMPLE_INTERVAL_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Tasks that workers complete or fail per second, smoothed; 0 while nothing moves. */
  get perSecond(): number {
    return this.smoothed;
  }

  /**
   * Whole seconds until so many tasks are worked off, as far as can be told.
   *
   * @param waitMs until the task in question may be begun at all
   */
  retryAfterS(ahead: number, waitMs = 0): number {
    const seconds = waitMs / 1000 + (ahead <= 0 ? 0 : ahead / this.smoothed);
    return Math.min(LONGEST_RETRY_S, Math.max(SHORTEST_RETRY_S, Math.ceil(seconds)));
  }

  private async sample(): Promise<void> {
    try {
      await this.clock.beat();
      const depth = await readQueueDepth(this.redis, this.kind, this.partitions);
      this.note(depth, performance.now());
    } catch {
      this.last = undefined;
    }
  }

  private note({ drained }: QueueDepth, atMs: number): void {
    const { last } = this;
    this.last = { drained, atMs };
    if (!last || drained < last.drained) return;
    const rate = ((drained - last.drained) / (atMs - last.atMs)) * 1000;
    this.smoothed += SMOOTHING * (rate - this.smoothed);
  }
}
