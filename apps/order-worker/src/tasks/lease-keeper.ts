import {
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Logger } from '@sluice/platform';
import { TaskQueue } from '@sluice/task-queue';
import { WorkerConfig } from '../worker.config';

/** This worker's hold on one task; another may take the task over once it has run out. */
export interface Lease {
  readonly taskId: string;
  readonly epoch: number;
  /** Whether the task is certainly still ours for `marginMs` more. */
  holdsFor(marginMs: number): boolean;
}

class HeldLease implements Lease {
  constructor(
    readonly taskId: string,
    readonly epoch: number,
    /** On the clock of `performance.now()`; early rather than late. */
    public untilMs: number,
  ) {}

  holdsFor(marginMs: number): boolean {
    return performance.now() + marginMs < this.untilMs;
  }
}

/** Three heartbeats fit into a lease; two may be lost. */
const HEARTBEATS_PER_LEASE = 3.3;

/** Renews the leases of all tasks in flight in one call per heartbeat. */
@Injectable()
export class LeaseKeeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly held = new Set<HeldLease>();
  private timer: NodeJS.Timeout | undefined;
  private beating = false;

  constructor(
    private readonly queue: TaskQueue,
    private readonly config: WorkerConfig,
    private readonly logger: Logger,
  ) {}

  get count(): number {
    return this.held.size;
  }

  onApplicationBootstrap(): void {
    const everyMs = this.config.leaseMs / HEARTBEATS_PER_LEASE;
    this.timer ??= setInterval(() => void this.beat(), everyMs);
  }

  /** After the drain. Lets every lease run out; the reconciler then hands the tasks to others. */
  onApplicationShutdown(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** @param askedAtMs before the task was begun, on the clock of `performance.now()` */
  keep({ taskId, epoch }: { taskId: string; epoch: number }, askedAtMs: number): Lease {
    const lease = new HeldLease(taskId, epoch, askedAtMs + this.config.leaseMs);
    this.held.add(lease);
    return lease;
  }

  release(lease: Lease): void {
    this.held.delete(lease as HeldLease);
  }

  /** One round of renewals; never rejects. A slow Redis makes rounds rarer, never overlapping. */
  async beat(): Promise<void> {
    if (this.beating || this.held.size === 0) return;
    this.beating = true;
    try {
      await this.renew([...this.held]);
    } catch (error) {
      this.logger.warn({ err: error, leases: this.held.size }, 'leases could not be renewed');
    } finally {
      this.beating = false;
    }
  }

  private async renew(leases: HeldLease[]): Promise<void> {
    const askedAtMs = performance.now();
    const renewed = await this.queue.renew(leases, this.config.leaseMs);
    leases.forEach((lease, nth) => {
      if (renewed[nth] === true) lease.untilMs = askedAtMs + this.config.leaseMs;
      else this.lose(lease);
    });
  }

  /** Settled meanwhile, or taken over: nothing to renew in either case. */
  private lose(lease: HeldLease): void {
    lease.untilMs = -Infinity;
    this.held.delete(lease);
  }
}
