import { Injectable } from '@nestjs/common';
import {
  type AcceptVerdict,
  type IncomingOrder,
  type NoRoomVerdict,
  OrderIntake,
} from '@sluice/task-queue';
import { DrainState, failpoint, type ProblemError } from '@sluice/platform';
import { DrainRate } from '../orders/drain-rate';
import { problemOfNoRoom, problemOfRefusal } from '../orders/intake-refusals';
import { queueProblemOf } from '../orders/queue-errors';
import { IntakeMetrics } from './intake.metrics';
import { refuseWhileDraining } from './refuse-while-draining';

/** An order that was taken in just now. */
export type Accepted = Extract<AcceptVerdict, { verdict: 'accepted' }>;

/** An order that was taken in, now or by an earlier request with the same idempotency key. */
export type TakenIn = Extract<AcceptVerdict, { verdict: 'accepted' | 'replay' }>;

type Refused = Exclude<AcceptVerdict, TakenIn>;

/** Queues orders, and words the refusal of those that cannot be. */
@Injectable()
export class AsyncOrdersService {
  constructor(
    private readonly intake: OrderIntake,
    private readonly drainRate: DrainRate,
    private readonly metrics: IntakeMetrics,
    private readonly drain: DrainState,
  ) {}

  /**
   * Resolves once the order is durable in the queue.
   *
   * @throws ProblemError `duplicate-order`, `idempotency-key-reused`, `queue-full`, `queue-stale`,
   * `shutting-down`;
   * `queue-unavailable`, after which the order may have been accepted all the same
   */
  async submit(order: IncomingOrder): Promise<TakenIn> {
    refuseWhileDraining(this.drain);
    const verdict = await this.accept(order);
    if (verdict.verdict === 'accepted') {
      failpoint('after-accept', order.orderJson);
      this.metrics.accepted.inc();
    } else if (verdict.verdict !== 'replay') throw this.refusal(verdict);
    return verdict;
  }

  private async accept(order: IncomingOrder): Promise<AcceptVerdict> {
    try {
      return await this.intake.accept(order);
    } catch (error) {
      this.metrics.refused('queue-unavailable');
      throw queueProblemOf(error);
    }
  }

  private refusal(verdict: Refused): ProblemError {
    const problem = 'backlog' in verdict ? this.noRoom(verdict) : problemOfRefusal(verdict);
    this.metrics.refused(problem.code);
    return problem;
  }

  private noRoom({ verdict, backlog, ahead }: NoRoomVerdict): ProblemError {
    return problemOfNoRoom(verdict, backlog, this.drainRate.retryAfterS(ahead));
  }
}
