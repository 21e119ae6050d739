import { Injectable } from '@nestjs/common';
import type { OrderStatus } from '@sluice/contracts';
import { type OrderRecord, OrderQueue, OrderReader } from '@sluice/task-queue';
import { ProblemError } from '@sluice/platform';
import { ReplySender } from '@sluice/replies';
import { asking } from '../orders/queue-errors';

/** Orders as their own client may see them; to everybody else they are not there. */
@Injectable()
export class OwnedOrders {
  constructor(
    private readonly reader: OrderReader,
    private readonly queue: OrderQueue,
    private readonly replies: ReplySender,
  ) {}

  /** @throws ProblemError `not-found`, the same whatever the reason; `queue-unavailable` */
  async require(orderId: string, client: string): Promise<OrderRecord> {
    const order = await asking(this.reader.find(orderId));
    if (order?.client !== client) throw unknownOrder();
    return this.upToDate(order);
  }

  /** @throws ProblemError `queue-unavailable` */
  async findByNumber(client: string, orderNumber: string): Promise<OrderRecord | null> {
    const order = await asking(this.reader.findByNumber(client, orderNumber));
    return order && this.upToDate(order);
  }

  /**
   * Cancels a queued order, and tells whoever waits for it. What it gives may still be another ending.
   *
   * @throws ProblemError `not-found`, `queue-unavailable`
   */
  async cancel(orderId: string, client: string): Promise<OrderStatus> {
    const order = await this.require(orderId, client);
    const { changed, status } = await asking(this.queue.cancel(orderId, client));
    if (status === 'unknown') throw unknownOrder();
    if (changed) this.replies.tell({ ...order, status });
    return status;
  }

  /** The reconciler is at most a moment behind; without a worker it is not there at all. */
  private async upToDate(order: OrderRecord): Promise<OrderRecord> {
    if (!isOverdue(order)) return order;
    await asking(this.queue.expireIfDue(order.orderId));
    return (await asking(this.reader.find(order.orderId))) ?? order;
  }
}

/** What is answered about an order that is unknown, or somebody else's. */
export function unknownOrder(): ProblemError {
  return new ProblemError('not-found', 'There is no such order.');
}

function isOverdue({ status, expiresAtMs }: OrderRecord): boolean {
  return status === 'queued' && expiresAtMs !== null && expiresAtMs <= Date.now();
}
