import type { Logger } from '@sluice/platform';
import type { OutcomeWriter, TaskOutcome } from '../tasks/outcome-writer';
import type { CallbackMetrics, CallbackOutcome } from './callback-metrics';
import type { PickedDelivery } from './picked-delivery';

/** Writes down what became of an attempt at a delivery, and tells of it. */
export class CallbackSettler {
  constructor(
    private readonly writer: OutcomeWriter,
    private readonly metrics: CallbackMetrics,
    private readonly logger: Logger,
  ) {}

  /** Never rejects. What cannot be written is delivered again under the same id. */
  async settle({ deliveryId, delivery }: PickedDelivery, outcome: TaskOutcome): Promise<void> {
    const held = { taskId: deliveryId, epoch: delivery.epoch };
    try {
      const written = await this.writer.write(held, outcome);
      if (written) this.metrics.ended(nameOf(outcome), delivery.endedAtMs);
      else this.logger.warn({ deliveryId }, 'outcome came too late, delivery not ours');
    } catch (error) {
      this.logger.error({ err: error, deliveryId }, 'outcome could not be written');
    }
    this.tell(deliveryId, outcome);
  }

  /** Names neither the receiver nor what it said: that is between the client and its receiver. */
  private tell(deliveryId: string, outcome: TaskOutcome): void {
    const name = nameOf(outcome);
    if (name === 'delivered' || name === 'put-off') return;
    const reason = outcome.next === 'retry' ? outcome.plan.error : undefined;
    this.logger.info(
      { deliveryId, outcome: name, reason: reason?.detail },
      'callback not delivered',
    );
  }
}

function nameOf(outcome: TaskOutcome): CallbackOutcome {
  if (outcome.next === 'settle') {
    return outcome.settlement.status === 'completed' ? 'delivered' : 'failed';
  }
  return outcome.plan.untried === true ? 'put-off' : 'retried';
}
