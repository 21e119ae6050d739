import type { BeginRefusal, BegunTask, TaskLifecycle } from '@sluice/order-lifecycle';
import type { Logger } from '@sluice/platform';

/** This worker's hold on one task; another may take the task over once it has run out. */
export interface Lease {
  readonly taskId: string;
  readonly epoch: number;
  /** Whether the task is certainly still ours for `marginMs` more. */
  holdsFor(marginMs: number): boolean;
}

interface HeldLease extends Lease {
  /** On the clock of `performance.now()`; early rather than late. */
  untilMs: number;
}

/** A task handed out to this worker. */
export interface LeasedTask<Task extends BegunTask> {
  readonly task: Task;
  readonly lease: Lease;
}

export interface LeaseSettings {
  readonly leaseMs: number;
}

/** Three heartbeats fit into a lease; two may be lost. */
const HEARTBEATS_PER_LEASE = 3.3;

/** Takes tasks under lease, and renews the leases of all in flight in one call per heartbeat. */
export class LeaseKeeper<Task extends BegunTask = BegunTask> {
  private readonly held = new Set<HeldLease>();
  private timer: NodeJS.Timeout | undefined;
  private beating = false;

  constructor(
    private readonly lifecycle: Pick<TaskLifecycle<Task>, 'begin' | 'renew'>,
    private readonly settings: LeaseSettings,
    private readonly logger: Logger,
  ) {}

  get count(): number {
    return this.held.size;
  }

  start(): void {
    this.timer ??= setInterval(
      () => void this.beat(),
      this.settings.leaseMs / HEARTBEATS_PER_LEASE,
    );
  }

  /** Lets every lease run out; the reconciler then hands the tasks to others. */
  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Begins a task; where it is not handed out, says why. Rejects when Redis cannot be asked. */
  async begin(taskId: string): Promise<LeasedTask<Task> | BeginRefusal> {
    const askedAtMs = performance.now();
    const begun = await this.lifecycle.begin(taskId, { leaseMs: this.settings.leaseMs });
    if (begun.verdict === 'refused') return begun.reason;
    return { task: begun, lease: this.keep(taskId, begun.epoch, askedAtMs) };
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

  private keep(taskId: string, epoch: number, askedAtMs: number): Lease {
    const lease: HeldLease = {
      taskId,
      epoch,
      untilMs: askedAtMs + this.settings.leaseMs,
      holdsFor: (marginMs) => performance.now() + marginMs < lease.untilMs,
    };
    this.held.add(lease);
    return lease;
  }

  private async renew(leases: HeldLease[]): Promise<void> {
    const askedAtMs = performance.now();
    const renewed = await this.lifecycle.renew(leases, this.settings.leaseMs);
    leases.forEach((lease, nth) => {
      if (renewed[nth] === true) lease.untilMs = askedAtMs + this.settings.leaseMs;
      else this.lose(lease);
    });
  }

  /** Settled meanwhile, or taken over: nothing to renew in either case. */
  private lose(lease: HeldLease): void {
    lease.untilMs = -Infinity;
    this.held.delete(lease);
  }
}
