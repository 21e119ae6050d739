import type { OrderQueue, OrderReader } from '@sluice/task-queue';
import type { DrainState } from '@sluice/platform';
import type { OrderChanges } from './order-changes';
import type { OrderFollower } from './order-follower';
import { firstOf, Rounds } from './rounds';
import { WatchedOrder } from './watched-order';

/** How often an order is looked at although no change was told. */
const SAFETY_PERIOD_MS = 60_000;
const TICK_MS = 250;

/** Orders read per tick, so that ten thousand of them do not stop the process at once. */
const MOST_READS_PER_TICK = 1_000;

/** What the watch does with orders. */
export interface WatchedOrders {
  find: OrderReader['find'];
  expireIfDue: OrderQueue['expireIfDue'];
}

/**
 * Follows orders that any process changes. Each is subscribed to first and read then, so that no
 * change falls between; changes are hints to read again. What a lost hint would hide is found after
 * a reconnect, at the order's deadline, and once a minute.
 */
export class OrderWatch {
  private readonly watched = new Map<string, WatchedOrder>();
  /** To be read at the next tick. */
  private readonly stale = new Set<WatchedOrder>();
  /** Being read; true when it changed meanwhile. */
  private readonly reading = new Map<WatchedOrder, boolean>();
  private readonly rounds = new Rounds<WatchedOrder>(SAFETY_PERIOD_MS, (it) => this.stale.add(it));
  private readonly timer = setInterval(() => this.tick(), TICK_MS);

  constructor(
    private readonly changes: OrderChanges,
    private readonly orders: WatchedOrders,
    drain: DrainState,
  ) {
    drain.signal.addEventListener('abort', () => this.dismissAll(), { once: true });
  }

  /** Orders that somebody follows. */
  get size(): number {
    return this.watched.size;
  }

  /** False while a following would have to wait for Redis to come back. */
  get connected(): boolean {
    return this.changes.connected;
  }

  /**
   * Begins to tell the follower about an order; resolves once that is sure and the state of the
   * moment was told. Rejects with the client's error. Whether it resolves or not, {@link unfollow}.
   */
  async follow(orderId: string, follower: OrderFollower): Promise<void> {
    const watched = this.watched.get(orderId) ?? this.begin(orderId);
    watched.followers.add(follower);
    await this.changes.listen(orderId, watched.onChange);
    watched.tellNewcomer(follower, await this.orders.find(orderId));
  }

  /** Idempotent. */
  unfollow(orderId: string, follower: OrderFollower): void {
    const watched = this.watched.get(orderId);
    if (!watched?.followers.delete(follower) || watched.followers.size > 0) return;
    this.watched.delete(orderId);
    this.stale.delete(watched);
    this.rounds.delete(watched);
    this.changes.leave(orderId, watched.onChange);
  }

  close(): void {
    clearInterval(this.timer);
    this.dismissAll();
  }

  private begin(orderId: string): WatchedOrder {
    const watched: WatchedOrder = new WatchedOrder(orderId, () => this.changed(watched));
    this.watched.set(orderId, watched);
    this.rounds.add(watched);
    return watched;
  }

  private changed(watched: WatchedOrder): void {
    if (this.reading.size < MOST_READS_PER_TICK) void this.read(watched);
    else this.stale.add(watched);
  }

  private async read(watched: WatchedOrder): Promise<void> {
    if (this.reading.has(watched)) return void this.reading.set(watched, true);
    this.reading.set(watched, false);
    try {
      watched.tell(await this.orders.find(watched.orderId));
    } catch {
      this.reading.set(watched, true); // Redis' trouble: at a later tick, then
    }
    const again = this.reading.get(watched);
    this.reading.delete(watched);
    if (again && watched.followers.size > 0) this.stale.add(watched);
  }

  private tick(): void {
    this.rounds.pass(TICK_MS);
    if (!this.connected) return;
    this.expireOverdue(Date.now());
    for (const watched of firstOf(this.stale, MOST_READS_PER_TICK - this.reading.size)) {
      this.stale.delete(watched);
      void this.read(watched);
    }
  }

  /** Without a worker there is no reconciler that would. Its change is told like any other. */
  private expireOverdue(nowMs: number): void {
    for (const watched of this.watched.values()) {
      if (watched.isOverdue(nowMs)) {
        this.orders.expireIfDue(watched.orderId).catch(() => undefined);
      }
    }
  }

  private dismissAll(): void {
    for (const { followers } of this.watched.values()) {
      for (const follower of followers) follower.dismissed();
    }
  }
}
