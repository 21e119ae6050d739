import { Controller, Delete, Get, Param, Res } from '@nestjs/common';
import { isTerminal } from '@sluice/contracts';
import { type OrderRecord, OrderLifecycle, OrderReader } from '@sluice/order-lifecycle';
import { ProblemError } from '@sluice/platform';
import type { FastifyReply } from 'fastify';
import { DrainRate } from '../orders/drain-rate';
import { toOrderResponse } from '../orders/order.mapper';
import { asking } from '../orders/queue-errors';
import { ANONYMOUS } from '../orders/read-order';

/** Where a submitted order is followed and, while it is queued, cancelled. */
@Controller('v1/orders')
export class OrdersController {
  constructor(
    private readonly reader: OrderReader,
    private readonly lifecycle: OrderLifecycle,
    private readonly drainRate: DrainRate,
  ) {}

  /** Unknown, malformed and other clients' ids get the same 404. */
  @Get(':id')
  async find(@Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const order = await this.require(id);
    if (order.status === 'expired') throw expiredProblem(order);
    if (!isTerminal(order.status)) reply.header('retry-after', this.drainRate.retryAfterS(0));
    reply.header('cache-control', 'no-store').send(toOrderResponse(order));
  }

  @Delete(':id')
  async cancel(@Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const order = await this.require(id);
    const { status } = await asking(this.lifecycle.cancel(id, order.client));
    if (status === 'unknown') throw unknownOrder();
    if (status !== 'cancelled') throw notCancellable(status);
    reply.send(toOrderResponse(await this.require(id)));
  }

  private async require(id: string): Promise<OrderRecord> {
    const order = await asking(this.reader.find(id));
    if (order?.client !== ANONYMOUS) throw unknownOrder();
    return isOverdue(order) ? this.expired(order) : order;
  }

  /** The reconciler is at most a moment behind; without a worker it is not there at all. */
  private async expired(order: OrderRecord): Promise<OrderRecord> {
    await asking(this.lifecycle.expireIfDue(order.orderId));
    return (await asking(this.reader.find(order.orderId))) ?? order;
  }
}

function isOverdue({ status, expiresAtMs }: OrderRecord): boolean {
  return status === 'queued' && expiresAtMs !== null && expiresAtMs <= Date.now();
}

function unknownOrder(): ProblemError {
  return new ProblemError('not-found', 'There is no such order.');
}

function notCancellable(status: string): ProblemError {
  return new ProblemError(
    'order-not-cancellable',
    `The order is ${status}; only a queued order can be cancelled.`,
    { extensions: { orderStatus: status } },
  );
}

function expiredProblem(order: OrderRecord): ProblemError {
  return new ProblemError(
    'order-expired',
    'The order was not begun before its deadline. The backend never saw it; submit it anew under another order number.',
    { extensions: { order: toOrderResponse(order) } },
  );
}
