import { Inject, Injectable } from '@nestjs/common';
import type { WorkerState } from '@sluice/contracts';
import { LimiterFollower } from '../limiter/limiter-follower';
import { SlotPool } from '../tasks/slot-pool';
import { TaskFeed } from '../tasks/task-feed';
import { BackendBreaker } from './backend-breaker';
import { OrderMetrics } from './order-metrics';

/** Injection token of this worker's name among all. */
export const WORKER_ID = Symbol('WORKER_ID');

/** What is seen of the order flow from outside, and asked of it. */
@Injectable()
export class OrderControl {
  private readonly startedAt = new Date().toISOString();

  constructor(
    @Inject(WORKER_ID) private readonly workerId: string,
    private readonly feed: TaskFeed,
    private readonly slots: SlotPool,
    private readonly limiter: LimiterFollower,
    private readonly metrics: OrderMetrics,
    private readonly breaker: BackendBreaker,
  ) {}

  state(): WorkerState {
    return {
      workerId: this.workerId,
      startedAt: this.startedAt,
      paused: this.feed.paused,
      inFlight: this.slots.inUse,
      breaker: this.breaker.state,
      settled: { ...this.metrics.settled },
      limiter: this.limiter.current,
    };
  }

  /** Orders in flight that failed before. */
  get retrying(): number {
    return this.feed.retriesInFlight;
  }

  /** Follows what operators set in Redis: limiter and pause. Rejects when Redis cannot be asked. */
  async look(): Promise<void> {
    await Promise.all([this.limiter.look(), this.feed.look()]);
  }
}
