import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { OrderResponse } from '@sluice/contracts';
import { ORDER_QUEUE, OrderLifecycle, OrderReader } from '@sluice/order-lifecycle';
import { HttpRoute, Logger, ProblemError } from '@sluice/platform';
import { GatewayConfig } from '../gateway.config';
import { toOrderResponse } from '../orders/order.mapper';
import { asking } from '../orders/queue-errors';

const MOST_LISTED = 100;

/** Orders that failed, and the one audited way back into the queue. */
@Controller(`v1/queues/${ORDER_QUEUE}/dead-letters`)
export class DeadLettersController {
  constructor(
    private readonly reader: OrderReader,
    private readonly lifecycle: OrderLifecycle,
    private readonly config: GatewayConfig,
    private readonly logger: Logger,
  ) {}

  @Get()
  async list(): Promise<{ deadLetters: OrderResponse[] }> {
    const orders = await asking(this.reader.deadLetters(MOST_LISTED));
    return { deadLetters: orders.map(toOrderResponse) };
  }

  /** Only of an order that was never in doubt: what the backend may have is not sent as new. */
  @Post(':id/retry')
  @HttpCode(202)
  @HttpRoute({ body: 'optional' })
  async retry(@Param('id') id: string): Promise<OrderResponse> {
    const before = await asking(this.reader.find(id));
    if (before?.status !== 'failed')
      throw new ProblemError('not-found', 'There is no such dead letter.');
    const verdict = await asking(this.lifecycle.replay(id, this.config.orderTtlMs));
    this.logger.warn(
      { orderId: id, verdict, failedWith: before.error?.code },
      'operator retried a dead letter',
    );
    if (verdict !== 'queued') throw notRetryable(verdict);
    return toOrderResponse(await asking(this.reader.require(id)));
  }
}

function notRetryable(verdict: string): ProblemError {
  return new ProblemError(
    'order-not-retryable',
    verdict === 'in-doubt'
      ? 'The order was in doubt once: the backend may have seen it. Submit it anew under another order number.'
      : `The order is ${verdict} by now.`,
  );
}
