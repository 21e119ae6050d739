import { Controller, Headers, Post, Req, Res } from '@nestjs/common';
import { DrainState, rawBodyText } from '@sluice/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { replyWithBackendProblem } from '../../backend-problem';
import { toDelivery } from './delivery.mapper';
import { OrderIntake } from './order-intake';
import { replyWithOutcome } from './outcome.reply';

@Controller('orders')
export class IntakeController {
  constructor(
    private readonly intake: OrderIntake,
    private readonly drain: DrainState,
  ) {}

  /**
   * Saves an order: 201; 200 when it was saved before; 409 when its id is another order's; 422 when
   * the body is no order.
   */
  @Post()
  async save(
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const bodyText = rawBodyText(request);
    const delivery = toDelivery({ idempotencyKey, body: request.body, bodyText });
    if (!delivery) return replyWithBackendProblem(reply, 422, 'orderNumber has to be a text.');
    const outcome = await this.intake.deliver(delivery);
    replyWithOutcome(reply, outcome, this.drain.signal);
  }
}
