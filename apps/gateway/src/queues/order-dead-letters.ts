import type { OrderResponse } from '@sluice/contracts';
import { type OrderQueue, type OrderReader, toOrderResponse } from '@sluice/task-queue';
import { type Logger, ProblemError } from '@sluice/platform';
import { DeadLetters } from './dead-letters';

/** Orders that failed. One that was ever in doubt stays: what the backend may have is not sent as new. */
export class OrderDeadLetters extends DeadLetters {
  constructor(
    private readonly reader: OrderReader,
    private readonly queue: OrderQueue,
    private readonly orderTtlMs: number,
    private readonly logger: Logger,
  ) {
    super();
  }

  override async list(most: number): Promise<OrderResponse[]> {
    return (await this.reader.deadLetters(most)).map(toOrderResponse);
  }

  override async retry(id: string): Promise<OrderResponse> {
    const before = await this.reader.find(id);
    if (before?.status !== 'failed')
      throw new ProblemError('not-found', 'There is no such dead letter.');
    const verdict = await this.queue.replay(id, this.orderTtlMs);
    this.logger.warn(
      { orderId: id, verdict, failedWith: before.error?.code },
      'operator retried a dead letter',
    );
    if (verdict !== 'queued') throw notRetryable(verdict);
    return toOrderResponse(await this.reader.require(id));
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
