import { nextHop } from '../tasks/trace-context';
import type { CallbackAnswer, CallbackCaller } from './callback-caller';
import type { CallbackMetrics } from './callback-metrics';
import type { CallbackSigner } from './callback-signer';
import { deliveryBodyOf } from './delivery-body';
import type { PickedDelivery } from './picked-delivery';

/** Makes the one call of an attempt at a delivery. */
export class CallbackSender {
  constructor(
    private readonly caller: CallbackCaller,
    private readonly signer: CallbackSigner,
    private readonly metrics: CallbackMetrics,
  ) {}

  /** Never rejects for what a receiver can do. */
  async send({ deliveryId, delivery }: PickedDelivery): Promise<CallbackAnswer> {
    if (delivery.order === null) throw new Error('a delivery without its order was handed out');
    const body = deliveryBodyOf(delivery.order);
    const traceparent = nextHop(delivery.traceparent);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Sluice',
      ...this.signer.sign(deliveryId, Date.now(), body),
      'x-correlation-id': delivery.correlationId,
      ...(traceparent === undefined ? {} : { traceparent }),
    };
    const startedAtMs = performance.now();
    const answer = await this.caller.call({ url: delivery.url, headers, body });
    this.metrics.called(answer, performance.now() - startedAtMs);
    return answer;
  }
}
