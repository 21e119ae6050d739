import type { TerminalStatus } from '@sluice/contracts';
import type { OrderLifecycle } from '@sluice/order-lifecycle';
import type { Logger } from '@sluice/platform';
import { OutcomeWriter } from '../tasks/outcome-writer';
import type { OrderOutcome } from './order-outcome.mapper';
import type { PickedOrder } from './order-pickup';
import type { WorkerMetrics } from './worker-metrics';

/** Writes the outcome of an attempt down; patient, for the outcome is all there is to show for it. */
export class OrderSettler {
  private readonly writer: OutcomeWriter;

  constructor(
    lifecycle: Pick<OrderLifecycle, 'settle' | 'retryLater'>,
    private readonly metrics: WorkerMetrics,
    private readonly logger: Logger,
    /** Aborted when the process is about to end. */
    cutoff: AbortSignal,
  ) {
    this.writer = new OutcomeWriter(lifecycle, cutoff);
  }

  /**
   * Gives how the order ended, if it did and by this. Never rejects: an outcome that cannot be written
   * is left to an idempotent re-send.
   */
  async settle(picked: PickedOrder, outcome: OrderOutcome): Promise<TerminalStatus | undefined> {
    const { orderId: taskId, order } = picked;
    try {
      const written = await this.writer.write({ taskId, epoch: order.epoch }, outcome);
      this.tell(picked, outcome, written);
      return written && outcome.next === 'settle' ? outcome.settlement.status : undefined;
    } catch (error) {
      return this.giveUp(picked, error);
    }
  }

  private tell({ orderId, order }: PickedOrder, outcome: OrderOutcome, written: boolean): void {
    const ending = outcome.next === 'retry' ? 'retried' : outcome.settlement.status;
    if (!written) this.logger.warn({ orderId, ending }, 'outcome came too late, order not ours');
    else this.metrics.ended(ending, order.acceptedAtMs);
    if (ending !== 'completed')
      this.logger.info({ orderId, ...reasonOf(outcome) }, 'order not saved');
  }

  private giveUp({ orderId }: PickedOrder, error: unknown): undefined {
    this.logger.error({ err: error, orderId }, 'outcome could not be written');
  }
}

function reasonOf(outcome: OrderOutcome): object {
  if (outcome.next === 'retry') {
    const { delayMs, inDoubt, error } = outcome.plan;
    return { code: error.code, retryInMs: Math.round(delayMs), inDoubt };
  }
  return outcome.settlement.status === 'failed' ? { code: outcome.settlement.error.code } : {};
}
