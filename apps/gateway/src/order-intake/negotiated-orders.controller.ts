import { Controller, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GatewayConfig } from '../gateway.config';
import { readOrderHeaders } from '../orders/order-headers';
import { readPreferences } from '../orders/prefer';
import { applyOptions, readOrder } from '../orders/read-order';
import { AsyncOrdersService } from './async-orders.service';
import { appliedPreferences, grantedWaitMs, mayBeginWithin } from './granted-wait';
import { HeldOrdersService } from './held-orders.service';
import { IntakeAnswers } from './intake-answers';

/** Takes orders in through the queue, and answers as the client prefers (RFC 7240). */
@Controller('v1/orders')
export class NegotiatedOrdersController {
  constructor(
    private readonly orders: AsyncOrdersService,
    private readonly held: HeldOrdersService,
    private readonly answers: IntakeAnswers,
    private readonly config: GatewayConfig,
  ) {}

  @Post()
  async submit(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    reply.header('vary', 'Prefer');
    const order = readOrder(request);
    applyOptions(order, readOrderHeaders(request.headers));
    const preferences = readPreferences(request.headers.prefer);
    const waitMs = grantedWaitMs(preferences, this.config);
    if (waitMs === 0 || !mayBeginWithin(waitMs, order.notBeforeMs)) {
      const verdict = await this.orders.submit(order);
      sayApplied(reply, appliedPreferences(preferences, waitMs, 'not-asked'));
      return this.answers.takenIn(reply, order, verdict);
    }
    const onGone = (gone: () => void): unknown => reply.raw.once('close', gone);
    const answer = await this.held.submit(order, waitMs, onGone);
    sayApplied(reply, appliedPreferences(preferences, waitMs, answer.outcome));
    await this.answers.held(reply, order, answer);
  }
}

function sayApplied(reply: FastifyReply, applied: string | undefined): void {
  if (applied !== undefined) reply.header('preference-applied', applied);
}
