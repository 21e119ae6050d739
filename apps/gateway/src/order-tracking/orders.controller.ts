import { Controller, Delete, Get, Param, Query, Req, Res } from '@nestjs/common';
import { isTerminal, type OrderResponse } from '@sluice/contracts';
import { ProblemError } from '@sluice/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { clientOf } from '../orders/client-identity';
import { expiredProblem } from '../orders/expired-problem';
import { toOrderResponse } from '../orders/order.mapper';
import { OWN_COPY_ONLY, sendUnlessKnown } from '../orders/own-copy';
import { RetryEstimator } from '../orders/retry-estimator';
import { etagOf } from './order-etag';
import { readOrderNumber } from './order-number-query';
import { OrderReading } from './order-reading';
import { OwnedOrders } from './owned-orders';

/** Where a submitted order is followed and, while it is queued, cancelled. */
@Controller('v1/orders')
export class OrdersController {
  constructor(
    private readonly reading: OrderReading,
    private readonly orders: OwnedOrders,
    private readonly retries: RetryEstimator,
  ) {}

  @Get()
  async findByNumber(
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ orders: OrderResponse[] }> {
    const order = await this.orders.findByNumber(clientOf(request), readOrderNumber(query));
    reply.header('cache-control', OWN_COPY_ONLY);
    return { orders: order ? [toOrderResponse(order)] : [] };
  }

  /** Unknown, malformed and other clients' ids get the same 404. */
  @Get(':id')
  async find(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    reply.header('vary', 'Prefer');
    const order = await this.reading.read(id, request, reply);
    if (order.status === 'expired') throw expiredProblem(order);
    if (!isTerminal(order.status)) reply.header('retry-after', await this.retries.of(order));
    sendUnlessKnown(request, reply, etagOf(order), () => toOrderResponse(order));
  }

  @Delete(':id')
  async cancel(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const client = clientOf(request);
    const status = await this.orders.cancel(id, client);
    if (status !== 'cancelled') throw notCancellable(status);
    reply.send(toOrderResponse(await this.orders.require(id, client)));
  }
}

function notCancellable(status: string): ProblemError {
  return new ProblemError(
    'order-not-cancellable',
    `The order is ${status}; only a queued order can be cancelled.`,
    { extensions: { orderStatus: status } },
  );
}
