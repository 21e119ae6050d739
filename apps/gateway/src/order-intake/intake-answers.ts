import { Injectable } from '@nestjs/common';
import { isTerminal } from '@sluice/contracts';
import type { IncomingOrder, OrderRecord } from '@sluice/task-queue';
import type { FastifyReply } from 'fastify';
import { expiredProblem } from '../orders/expired-problem';
import { FirstAnswers } from '../orders/first-answers';
import { orderPath, queuedOrderJson, toOrderResponse } from '../orders/order.mapper';
import { RetryEstimator } from '../orders/retry-estimator';
import type { Accepted, TakenIn } from './async-orders.service';
import { BridgeMetrics } from './bridge.metrics';
import type { HeldAnswer } from './held-orders.service';

const JSON_TYPE = 'application/json; charset=utf-8';

/** What an order that was taken in is answered. */
@Injectable()
export class IntakeAnswers {
  constructor(
    private readonly firstAnswers: FirstAnswers,
    private readonly retries: RetryEstimator,
    private readonly metrics: BridgeMetrics,
  ) {}

  /** An order just taken in, or the first answer again. @throws ProblemError as `FirstAnswers` does */
  async takenIn(reply: FastifyReply, order: IncomingOrder, verdict: TakenIn): Promise<void> {
    if (verdict.verdict === 'accepted') return this.queued(reply, order, verdict);
    const answer = await this.firstAnswers.of(verdict.orderId);
    reply.code(answer.status).headers(answer.headers).send(answer.order);
  }

  /** 202. The text is written by hand: this is the hot path. */
  queued(reply: FastifyReply, order: IncomingOrder, accepted: Accepted): void {
    const { orderId, acceptedAtMs, expiresAtMs, notBeforeMs } = accepted;
    reply
      .code(202)
      .header('content-type', JSON_TYPE)
      .header('location', orderPath(orderId))
      .header('retry-after', this.retries.ofAccepted(accepted))
      .send(queuedOrderJson(orderId, order.orderNumber, acceptedAtMs, expiresAtMs, notBeforeMs));
  }

  /**
   * An order whose caller may have been held: what reading it would answer once it has ended, else
   * 202 with the order as it is by now.
   *
   * @throws ProblemError `order-expired`, or as `FirstAnswers` does
   */
  async held(reply: FastifyReply, order: IncomingOrder, answer: HeldAnswer): Promise<void> {
    this.metrics.answered(answer.outcome);
    if ('verdict' in answer) return this.takenIn(reply, order, answer.verdict);
    const { record } = answer;
    if (record.status === 'expired') throw expiredProblem(record);
    if (isTerminal(record.status)) return ended(reply, record);
    reply
      .code(202)
      .header('location', orderPath(record.orderId))
      .header('retry-after', await this.retries.of(record))
      .send(toOrderResponse(record));
  }
}

function ended(reply: FastifyReply, record: OrderRecord): void {
  reply
    .code(200)
    .header('content-location', orderPath(record.orderId))
    .send(toOrderResponse(record));
}
