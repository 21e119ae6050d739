import { Controller, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readOrderHeaders } from '../orders/order-headers';
import { applyOptions, readOrder } from '../orders/read-order';
import { AsyncOrdersService } from './async-orders.service';
import { IntakeAnswers } from './intake-answers';

/**
 * Takes orders in without waiting for the backend. This is the hot path: nothing but the batched
 * script is awaited.
 */
@Controller('v1/orders')
export class AsyncOrdersController {
  constructor(
    private readonly orders: AsyncOrdersService,
    private readonly answers: IntakeAnswers,
  ) {}

  @Post('async')
  async submit(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const order = readOrder(request);
    applyOptions(order, readOrderHeaders(request.headers));
    const verdict = await this.orders.submit(order);
    if (verdict.verdict === 'accepted') this.answers.queued(reply, order, verdict);
    else await this.answers.takenIn(reply, order, verdict);
  }
}
