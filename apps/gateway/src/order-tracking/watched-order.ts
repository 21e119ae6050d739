import type { OrderRecord } from '@sluice/task-queue';
import type { OrderFollower } from './order-follower';

/** Between two looks at an order whose deadline has passed by our clock, but not yet by Redis'. */
const OVERDUE_PAUSE_MS = 5_000;

/** One order with all who follow it here, so that a change is read once for all of them. */
export class WatchedOrder {
  readonly followers = new Set<OrderFollower>();
  /** By this process' clock, the moment from which a queued order may be expired. */
  private overdueAtMs = Infinity;
  private revision: number | undefined;

  constructor(
    readonly orderId: string,
    /** Asks for a look at the order; may be called at any time. */
    readonly onChange: () => void,
  ) {}

  tell(order: OrderRecord | null): void {
    this.note(order);
    for (const follower of this.followers) follower.told(order);
  }

  /** The same for one who has just begun to follow; the others are told if it is news to them. */
  tellNewcomer(newcomer: OrderFollower, order: OrderRecord | null): void {
    if (!this.followers.has(newcomer)) return;
    if (order?.revision !== this.revision) return this.tell(order);
    newcomer.told(order);
  }

  private note(order: OrderRecord | null): void {
    const isQueued = order?.status === 'queued';
    this.overdueAtMs = (isQueued ? order.expiresAtMs : null) ?? Infinity;
    this.revision = order?.revision;
  }

  /** True at most once per pause, for it is Redis that decides. */
  isOverdue(nowMs: number): boolean {
    if (nowMs < this.overdueAtMs) return false;
    this.overdueAtMs = nowMs + OVERDUE_PAUSE_MS;
    return true;
  }
}
