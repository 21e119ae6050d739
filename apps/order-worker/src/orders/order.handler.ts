import { Injectable } from '@nestjs/common';
import { type BackendAnswer, BackendClient } from '@sluice/backend-client';
import type { TerminalStatus } from '@sluice/contracts';
import { failpoint, Logger } from '@sluice/platform';
import type { BegunOrder } from '@sluice/task-queue';
import type { Lease } from '../tasks/lease-keeper';
import { RetryPolicy } from '../tasks/retry-policy';
import { TaskHandler, type TaskOutcome } from '../tasks/task-handler';
import { nextHop } from '../tasks/trace-context';
import { WorkerConfig } from '../worker.config';
import { OrderIntakePolicy } from './order-intake.policy';
import { OrderMetrics } from './order-metrics';
import { notSent, outcomeOf } from './order-outcome.mapper';

/** An order that this worker brought to its end. */
export interface EndedOrder {
  readonly orderId: string;
  readonly correlationId: string;
  /** Where somebody waits for it. */
  readonly replyTo?: string | undefined;
  readonly status: TerminalStatus;
}

/** Tells whoever waits for an order how it ended. */
export abstract class OutcomePublisher {
  /** Returns at once and never throws: the next order waits. */
  abstract publish(order: EndedOrder): void;
}

/** A lease that is about to end is no licence to send: another worker may be about to. */
const LEAST_LEASE_MS = 500;

/** Sends an order to the backend, at its start if there is a rate, and judges the answer. */
@Injectable()
export class OrderHandler extends TaskHandler<BegunOrder> {
  private readonly policy: RetryPolicy;
  private readonly timeoutMs: number;

  constructor(
    private readonly backend: BackendClient,
    private readonly intake: OrderIntakePolicy,
    private readonly metrics: OrderMetrics,
    private readonly publisher: OutcomePublisher,
    private readonly logger: Logger,
    config: WorkerConfig,
  ) {
    super();
    const { orderAttempts: attempts, retryBaseMs, retryCapMs, backendTimeoutMs } = config;
    this.policy = new RetryPolicy({ attempts, retryBaseMs, retryCapMs });
    this.timeoutMs = backendTimeoutMs;
  }

  override async attempt(
    order: BegunOrder,
    lease: Lease,
    signal: AbortSignal,
  ): Promise<TaskOutcome | undefined> {
    failpoint('after-begin', order.orderJson);
    this.metrics.begun(order.acceptedAtMs);
    await this.intake.waitForStart();
    if (signal.aborted) return notSent('The worker was stopped before it sent the order.');
    if (!lease.holdsFor(LEAST_LEASE_MS)) return this.lapse(order);
    const answer = await this.call(order, signal);
    failpoint('before-settle', order.orderJson);
    return outcomeOf(answer, order, this.policy);
  }

  override settled(order: BegunOrder, outcome: TaskOutcome, written: boolean): void {
    const ending = outcome.next === 'retry' ? 'retried' : outcome.settlement.status;
    const { taskId: orderId, correlationId, replyTo } = order;
    if (ending !== 'completed') {
      this.logger.info({ orderId, ...reasonOf(outcome) }, 'order not saved');
    }
    if (!written) return;
    this.metrics.ended(ending, order.acceptedAtMs);
    if (ending !== 'retried' && replyTo !== undefined) {
      this.publisher.publish({ orderId, correlationId, replyTo, status: ending });
    }
  }

  private async call(order: BegunOrder, signal: AbortSignal): Promise<BackendAnswer> {
    const { taskId: orderId, orderJson, correlationId, epoch, fresh } = order;
    failpoint('before-post', orderJson);
    const traceparent = nextHop(order.traceparent);
    const startedAtMs = performance.now();
    const answer = await this.backend.saveOrder({
      orderId,
      orderJson,
      correlationId,
      epoch,
      ...(traceparent === undefined ? {} : { traceparent }),
      timeoutMs: this.timeoutMs,
      signal,
    });
    this.metrics.called(answer.kind, performance.now() - startedAtMs);
    if (answer.kind === 'saved' && answer.dropped) {
      this.logger.info({ orderId, why: answer.dropped }, 'order saved, result not kept');
    }
    this.intake.observe(answer, { orderId, fresh, startedAtMs });
    return answer;
  }

  private lapse({ taskId: orderId }: BegunOrder): undefined {
    this.metrics.lapsed();
    this.logger.warn({ orderId }, 'order not sent, its lease is over');
  }
}

function reasonOf(outcome: TaskOutcome): object {
  if (outcome.next === 'retry') {
    const { delayMs, inDoubt, error } = outcome.plan;
    return { code: error.code, retryInMs: Math.round(delayMs), inDoubt };
  }
  return outcome.settlement.status === 'failed' ? { code: outcome.settlement.error.code } : {};
}
