import { Injectable } from '@nestjs/common';
import type { BegunDelivery } from '@sluice/task-queue';
import { nextHop } from '../tasks/trace-context';
import { WorkerConfig } from '../worker.config';
import { type CallbackAnswer, CallbackCaller } from './callback-caller';
import { CallbackMetrics } from './callback-metrics';
import { CallbackSigner, SigningClock } from './callback-signer';
import { deliveryBodyOf } from './delivery-body';

const UNSIGNED: CallbackAnswer = { kind: 'unanswered', why: 'unsigned' };

/** Makes the one call of an attempt at a delivery by HTTP. */
@Injectable()
export class WebhookSender {
  /** Absent without a secret: a callback that nobody can check is not sent. */
  private readonly signer: CallbackSigner | undefined;

  constructor(
    private readonly caller: CallbackCaller,
    private readonly clock: SigningClock,
    private readonly metrics: CallbackMetrics,
    { callbackSecret }: WorkerConfig,
  ) {
    this.signer = callbackSecret === undefined ? undefined : new CallbackSigner(callbackSecret);
  }

  /** Never rejects for what a receiver can do. */
  async send(delivery: BegunDelivery, signal: AbortSignal): Promise<CallbackAnswer> {
    if (this.signer === undefined) return UNSIGNED;
    if (delivery.order === null) throw new Error('a delivery without its order was handed out');
    const body = deliveryBodyOf(delivery.order);
    const traceparent = nextHop(delivery.traceparent);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Sluice',
      ...this.signer.sign(delivery.taskId, this.clock.now(), body),
      'x-correlation-id': delivery.correlationId,
      ...(traceparent === undefined ? {} : { traceparent }),
    };
    const startedAtMs = performance.now();
    const answer = await this.caller.call({ url: delivery.url, headers, body }, signal);
    this.metrics.called(answer, performance.now() - startedAtMs);
    return answer;
  }
}
