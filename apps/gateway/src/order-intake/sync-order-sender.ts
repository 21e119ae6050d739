import { Injectable } from '@nestjs/common';
import { type BackendAnswer, BackendClient } from '@sluice/backend-client';
import { type ClaimVerdict, type IncomingOrder, OrderQueue } from '@sluice/task-queue';
import { failpoint, Logger } from '@sluice/platform';
import { GatewayConfig } from '../gateway.config';
import { orderPath } from '../orders/order.mapper';
import { asking } from '../orders/queue-errors';
import { type GoingOn, type SyncOutcome, syncOutcomeOf } from './sync-outcome.mapper';

/** An order that this request holds. */
export type Claimed = Extract<ClaimVerdict, { verdict: 'claimed' }>;

/** What came of sending an order. */
export interface SyncSending {
  /** False when somebody else holds the order by now: nothing was written, the record tells. */
  readonly written: boolean;
  readonly next: SyncOutcome['next'];
  readonly goingOn: GoingOn;
}

/** Keeps the reconciler off an order whose answer is being waited for. */
const LEASE_MARGIN_MS = 5_000;

/** Sends one claimed order to the backend and writes down what came of it. */
@Injectable()
export class SyncOrderSender {
  constructor(
    private readonly backend: BackendClient,
    private readonly queue: OrderQueue,
    private readonly config: GatewayConfig,
    private readonly logger: Logger,
  ) {}

  /** How long an order has to be claimed for before it is sent. */
  get leaseMs(): number {
    return this.config.syncTimeoutMs + LEASE_MARGIN_MS;
  }

  /** @throws ProblemError `queue-unavailable`; the order then goes on in the background */
  async send(claim: Claimed, order: IncomingOrder): Promise<SyncSending> {
    failpoint('before-post', order.orderJson);
    const answer = await this.call(claim, order);
    failpoint('before-settle', order.orderJson);
    const outcome = syncOutcomeOf(answer);
    const headers = { location: orderPath(claim.orderId) };
    const written = await asking(this.write(claim, outcome), headers);
    if (!written) this.logger.warn({ orderId: claim.orderId }, 'order taken over, answer unused');
    return { written, next: outcome.next, goingOn: outcome.goingOn };
  }

  private async call(claim: Claimed, order: IncomingOrder): Promise<BackendAnswer> {
    const { orderId, epoch } = claim;
    const answer = await this.backend.saveOrder({
      orderId,
      epoch,
      orderJson: order.orderJson,
      correlationId: order.correlationId,
      ...(order.traceparent ? { traceparent: order.traceparent } : {}),
      timeoutMs: this.config.syncTimeoutMs,
    });
    if (answer.kind === 'saved' && answer.dropped) {
      this.logger.info({ orderId, why: answer.dropped }, 'order saved, result not kept');
    }
    return answer;
  }

  private write({ orderId, epoch }: Claimed, outcome: SyncOutcome): Promise<boolean> {
    return outcome.next === 'settle'
      ? this.queue.settle(orderId, epoch, outcome.settlement)
      : this.queue.retryLater(orderId, epoch, outcome.plan);
  }
}
