import { Controller, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DrainRate } from '../orders/drain-rate';
import { FirstAnswers } from '../orders/first-answers';
import { orderPath, queuedOrderJson } from '../orders/order.mapper';
import { readOrderTtlMs } from '../orders/order-ttl';
import { readOrder } from '../orders/read-order';
import { AsyncOrdersService } from './async-orders.service';

const JSON_TYPE = 'application/json; charset=utf-8';

/**
 * Takes orders in without waiting for the backend. This is the hot path: the answer's text is
 * written by hand, and nothing but the batched script is awaited.
 */
@Controller('v1/orders')
export class AsyncOrdersController {
  constructor(
    private readonly orders: AsyncOrdersService,
    private readonly firstAnswers: FirstAnswers,
    private readonly drainRate: DrainRate,
  ) {}

  @Post('async')
  async submit(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const order = readOrder(request);
    order.ttlMs = readOrderTtlMs(request.headers['order-ttl']);
    const verdict = await this.orders.submit(order);
    if (verdict.verdict === 'replay') return this.again(reply, verdict.orderId);
    const { orderId, acceptedAtMs, expiresAtMs, backlog } = verdict;
    reply
      .code(202)
      .header('content-type', JSON_TYPE)
      .header('location', orderPath(orderId))
      .header('retry-after', this.drainRate.retryAfterS(backlog))
      .send(queuedOrderJson(orderId, order.orderNumber, acceptedAtMs, expiresAtMs));
  }

  private async again(reply: FastifyReply, orderId: string): Promise<void> {
    const { status, headers, order } = await this.firstAnswers.of(orderId);
    reply.code(status).headers(headers).send(order);
  }
}
