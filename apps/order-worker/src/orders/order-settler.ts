import type { OrderLifecycle } from '@sluice/order-lifecycle';
import type { Logger } from '@sluice/platform';
import { sleepUntil } from './sleep-until';
import type { OrderOutcome } from './order-outcome.mapper';
import type { PickedOrder } from './order-pickup';
import type { WorkerMetrics } from './worker-metrics';

const FIRST_WAIT_MS = 50;
const MOST_WAIT_MS = 2_000;
/** Then the lease is long over and the order is somebody else's. */
const GIVE_UP_AFTER_MS = 60_000;
/** The process is about to end; what is not written by then is found in doubt by its heir. */
const GIVE_UP_WHEN_STOPPING_MS = 400;

/** Writes the outcome of an attempt down; patient, for the outcome is all there is to show for it. */
export class OrderSettler {
  private stopAtMs = Infinity;

  constructor(
    private readonly lifecycle: Pick<OrderLifecycle, 'settle' | 'retryLater'>,
    private readonly metrics: WorkerMetrics,
    private readonly logger: Logger,
    /** Aborted when the process is about to end. */
    private readonly cutoff: AbortSignal,
  ) {
    const stop = (): void => void (this.stopAtMs = performance.now() + GIVE_UP_WHEN_STOPPING_MS);
    cutoff.addEventListener('abort', stop, { once: true });
  }

  /** Never rejects. An outcome that cannot be written is left to an idempotent re-send. */
  async settle(picked: PickedOrder, outcome: OrderOutcome): Promise<void> {
    const giveUpAtMs = performance.now() + GIVE_UP_AFTER_MS;
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, MOST_WAIT_MS)) {
      try {
        return this.tell(picked, outcome, await this.write(picked, outcome));
      } catch (error) {
        const overMs = performance.now() - Math.min(giveUpAtMs, this.stopAtMs);
        if (overMs >= 0) return this.giveUp(picked, error);
      }
      await this.wait(waitMs);
    }
  }

  private async wait(waitMs: number): Promise<void> {
    const nowMs = performance.now();
    if (this.cutoff.aborted) await sleepUntil(nowMs + FIRST_WAIT_MS);
    else await sleepUntil(nowMs + waitMs, [this.cutoff]);
  }

  private write({ orderId, order }: PickedOrder, outcome: OrderOutcome): Promise<boolean> {
    if (outcome.next === 'settle') {
      return this.lifecycle.settle(orderId, order.epoch, outcome.settlement);
    }
    return this.lifecycle.retryLater(orderId, order.epoch, outcome.plan);
  }

  private tell({ orderId, order }: PickedOrder, outcome: OrderOutcome, written: boolean): void {
    const ending = outcome.next === 'retry' ? 'retried' : outcome.settlement.status;
    if (!written) this.logger.warn({ orderId, ending }, 'outcome came too late, order not ours');
    else this.metrics.ended(ending, order.acceptedAtMs);
    if (ending !== 'completed')
      this.logger.info({ orderId, ...reasonOf(outcome) }, 'order not saved');
  }

  private giveUp({ orderId }: PickedOrder, error: unknown): void {
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
