import type { OrderRecord } from '@sluice/task-queue';
import type { OrderFollower } from './order-follower';

/** What a long poll waits for. */
export type Awaited = (order: OrderRecord) => boolean;

/** One request that is held until its order is in an awaited state. */
export class LongPoll implements OrderFollower {
  /** The awaited state; undefined when the poll ended without it. */
  readonly ended: Promise<OrderRecord | undefined>;
  private end!: (order?: OrderRecord) => void;

  constructor(private readonly isAwaited: Awaited) {
    this.ended = new Promise((resolve) => (this.end = resolve));
  }

  told(order: OrderRecord | null): void {
    if (!order) this.end();
    else if (this.isAwaited(order)) this.end(order);
  }

  dismissed(): void {
    this.end();
  }
}
