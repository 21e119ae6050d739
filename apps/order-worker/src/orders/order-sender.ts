import type { BackendAnswer, BackendClient } from '@sluice/backend-client';
import { failpoint, type Logger } from '@sluice/platform';
import type { PickedOrder } from './order-pickup';
import { nextHop } from '../tasks/trace-context';
import type { WorkerMetrics } from './worker-metrics';

export interface SenderSettings {
  readonly backendTimeoutMs: number;
  /** Ends all calls under way; what was sent by then is in doubt. */
  readonly cutoff: AbortSignal;
}

/** A lease that is about to end is no licence to send: another worker may be about to. */
const LEAST_LEASE_MS = 500;

/** Makes the one call of an attempt. */
export class OrderSender {
  constructor(
    private readonly backend: BackendClient,
    private readonly settings: SenderSettings,
    private readonly metrics: WorkerMetrics,
    private readonly logger: Logger,
  ) {}

  /**
   * Sends an order at its turn and gives its slot back as soon as the backend is done with it;
   * undefined when it was not sent, the lease being over or no turn to be had. Never rejects.
   */
  async send(picked: PickedOrder): Promise<BackendAnswer | undefined> {
    try {
      await picked.place.start();
      return picked.lease.holdsFor(LEAST_LEASE_MS) ? await this.call(picked) : this.lapse(picked);
    } catch (error) {
      this.logger.warn({ err: error, orderId: picked.orderId }, 'order could not be sent');
      return this.lapse(picked);
    } finally {
      picked.place.release();
    }
  }

  private async call({ orderId, order }: PickedOrder): Promise<BackendAnswer> {
    failpoint('before-post', order.orderJson);
    const traceparent = nextHop(order.traceparent);
    const startedAtMs = performance.now();
    const answer = await this.backend.saveOrder({
      orderId,
      orderJson: order.orderJson,
      correlationId: order.correlationId,
      epoch: order.epoch,
      ...(traceparent === undefined ? {} : { traceparent }),
      timeoutMs: this.settings.backendTimeoutMs,
      signal: this.settings.cutoff,
    });
    this.metrics.called(answer.kind, performance.now() - startedAtMs);
    if (answer.kind === 'saved' && answer.dropped) {
      this.logger.info({ orderId, why: answer.dropped }, 'order saved, result not kept');
    }
    return answer;
  }

  private lapse({ orderId }: PickedOrder): undefined {
    this.metrics.lapsed();
    this.logger.warn({ orderId }, 'order given up, its lease is over');
  }
}
