import { Injectable } from '@nestjs/common';
import { type BackendAnswer, BackendClient } from '@sluice/backend-client';
import { summarizeProblem } from '@sluice/contracts';
import {
  type ClaimVerdict,
  type IncomingOrder,
  OrderLifecycle,
  type Settlement,
} from '@sluice/order-lifecycle';
import { failpoint, ProblemError } from '@sluice/platform';
import { GatewayConfig } from '../gateway.config';
import { orderPath } from '../orders/order.mapper';
import { asking } from '../orders/queue-errors';

/** An order that this request holds. */
export type Claimed = Extract<ClaimVerdict, { verdict: 'claimed' }>;

type NoAnswer = Extract<BackendAnswer, { kind: 'unavailable' | 'doubt' }>;

/** Keeps the reconciler off an order whose answer is being waited for. */
const LEASE_MARGIN_MS = 5_000;

/** A pause before the background takes an order up: the backend is in trouble just now. */
const HANDOVER_DELAY_MS = 500;

const HANDOVER_DETAILS = {
  unavailable:
    'The backend did not take the order; it is tried again in the background. Read it at the Location.',
  doubt:
    'The backend may or may not have saved the order; that is found out in the background. Read it at the Location.',
} as const;

/** Carries one claimed order to the backend and settles what came of it. */
@Injectable()
export class SyncCourier {
  constructor(
    private readonly backend: BackendClient,
    private readonly lifecycle: OrderLifecycle,
    private readonly config: GatewayConfig,
  ) {}

  /** How long an order has to be claimed for before it is delivered. */
  get leaseMs(): number {
    return this.config.syncTimeoutMs + LEASE_MARGIN_MS;
  }

  /**
   * Resolves once the order is saved and settled.
   *
   * @throws ProblemError `order-rejected`, `backend-failed`, `backend-timeout`, `queue-unavailable`;
   * after the last three the order goes on in the background
   */
  async deliver(claim: Claimed, order: IncomingOrder): Promise<void> {
    failpoint('before-post', order.orderJson);
    const answer = await this.backend.saveOrder({
      orderId: claim.orderId,
      orderJson: order.orderJson,
      correlationId: order.correlationId,
      ...(order.traceparent ? { traceparent: order.traceparent } : {}),
      timeoutMs: this.config.syncTimeoutMs,
    });
    failpoint('before-settle', order.orderJson);
    switch (answer.kind) {
      case 'saved':
        return this.settle(claim, { status: 'completed', result: answer.result });
      case 'refused':
        return this.refuse(claim, answer.reason);
      default:
        return this.handOver(claim, answer);
    }
  }

  private async settle(claim: Claimed, settlement: Settlement): Promise<void> {
    await asking(this.lifecycle.settle(claim.orderId, claim.epoch, settlement), headersOf(claim));
  }

  private async refuse(claim: Claimed, reason: string): Promise<never> {
    await this.settle(claim, {
      status: 'failed',
      error: summarizeProblem('order-rejected', reason),
    });
    throw new ProblemError('order-rejected', reason, { headers: headersOf(claim) });
  }

  /** The request ends here; the order goes on until the backend's word is definite. */
  private async handOver({ orderId, epoch }: Claimed, answer: NoAnswer): Promise<never> {
    const code = answer.why === 'timeout' ? 'backend-timeout' : 'backend-failed';
    const plan = {
      delayMs: answer.retryAfterMs ?? HANDOVER_DELAY_MS,
      inDoubt: answer.kind === 'doubt',
      error: summarizeProblem(code),
    };
    const headers = { location: orderPath(orderId) };
    await asking(this.lifecycle.retryLater(orderId, epoch, plan), headers);
    throw new ProblemError(code, HANDOVER_DETAILS[answer.kind], {
      headers: { ...headers, 'retry-after': '1' },
    });
  }
}

function headersOf({ orderId }: Claimed): Record<string, string> {
  return { location: orderPath(orderId) };
}
