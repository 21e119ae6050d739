import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { type QueueDepth, readQueueDepth, type TaskKind } from '@sluice/order-lifecycle';
import type { Redis } from 'ioredis';

const SAMPLE_INTERVAL_MS = 1_000;

/** Weight of the newest sample: about the last ten seconds count. */
const SMOOTHING = 0.2;

const SHORTEST_RETRY_S = 1;
const LONGEST_RETRY_S = 60;

/** Watches how fast a queue drains, so that clients can be told when to come back. */
export class DrainRate implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private last: { endedOrders: number; atMs: number } | undefined;
  private smoothed = 0;

  constructor(
    private readonly redis: Redis,
    private readonly kind: TaskKind,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.sample(), SAMPLE_INTERVAL_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Tasks that leave the queue per second, smoothed; 0 while nothing moves. */
  get perSecond(): number {
    return this.smoothed;
  }

  /** Whole seconds until a backlog of this size is worked off, as far as can be told. */
  retryAfterS(backlog: number): number {
    if (backlog <= 0) return SHORTEST_RETRY_S;
    const seconds = Math.ceil(backlog / this.smoothed);
    return Math.min(LONGEST_RETRY_S, Math.max(SHORTEST_RETRY_S, seconds));
  }

  private async sample(): Promise<void> {
    try {
      this.note(await readQueueDepth(this.redis, this.kind), performance.now());
    } catch {
      this.last = undefined;
    }
  }

  private note({ ended }: QueueDepth, atMs: number): void {
    const endedOrders = ended.completed + ended.failed + ended.expired + ended.cancelled;
    const { last } = this;
    this.last = { endedOrders, atMs };
    if (!last || endedOrders < last.endedOrders) return;
    const rate = ((endedOrders - last.endedOrders) / (atMs - last.atMs)) * 1000;
    this.smoothed += SMOOTHING * (rate - this.smoothed);
  }
}
