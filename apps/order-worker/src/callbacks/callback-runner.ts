import type { BegunDelivery } from '@sluice/order-lifecycle';
import { type Logger, runWithCorrelation } from '@sluice/platform';
import type { IntakeGate } from '../tasks/intake-gate';
import type { LeaseKeeper } from '../tasks/lease-keeper';
import type { TaskOutcome } from '../tasks/outcome-writer';
import { whileRedisIsAway } from '../tasks/redis-patience';
import type { RetryPolicy } from '../tasks/retry-policy';
import { type JobEnding, TaskRunner, TasksUnderWay } from '../tasks/task-runner.port';
import type { CallbackAnswer } from './callback-caller';
import { callbackOutcomeOf, isDelivered, putOff } from './callback-outcome.mapper';
import type { CallbackSettler } from './callback-settler';
import type { LeaveOrigin, OriginShares } from './origin-shares';
import type { OutcomeSender } from './outcome-sender';
import type { PickedDelivery } from './picked-delivery';

/** A lease that is about to end is no licence to send: another worker may be about to. */
const LEAST_LEASE_MS = 500;
/** What a process that ends has cut is tried again soon, by another one. */
const AFTER_CUT_MS = 1_000;

/** The steps of an attempt at a delivery, and what bounds it. */
export interface CallbackSteps {
  readonly sender: OutcomeSender;
  readonly settler: CallbackSettler;
  readonly shares: OriginShares;
  readonly policy: RetryPolicy;
  readonly cutoff: AbortSignal;
}

/** Makes one attempt at a delivery: begin, find a place at its receiver, send, settle. */
export class CallbackRunner extends TaskRunner {
  private readonly underWay = new TasksUnderWay();

  constructor(
    private readonly gate: IntakeGate,
    private readonly leases: LeaseKeeper<BegunDelivery>,
    private readonly steps: CallbackSteps,
    private readonly logger: Logger,
  ) {
    super();
  }

  override run(deliveryId: string): Promise<JobEnding> {
    return this.underWay.follow(this.attempt(deliveryId));
  }

  override idle(): Promise<void> {
    return this.underWay.idle();
  }

  private async attempt(deliveryId: string): Promise<JobEnding> {
    const picked = await whileRedisIsAway(this.gate, () => this.pickUp(deliveryId));
    if (typeof picked === 'string') return picked;
    try {
      await runWithCorrelation(picked.delivery.correlationId, () => this.deliver(picked));
    } catch (error) {
      this.logger.error({ err: error, deliveryId }, 'delivering a callback broke');
    } finally {
      this.leases.release(picked.lease);
    }
    return 'done';
  }

  private async pickUp(deliveryId: string): Promise<PickedDelivery | JobEnding> {
    if (!this.gate.isOpen) return 'handed-back';
    const begun = await this.leases.begin(deliveryId);
    if (typeof begun === 'string') return 'done';
    return { deliveryId, delivery: begun.task, lease: begun.lease };
  }

  private async deliver(picked: PickedDelivery): Promise<void> {
    const { shares, settler } = this.steps;
    const { origin } = new URL(picked.delivery.url);
    const leave = shares.enter(origin);
    if (leave !== undefined) return this.send(picked, leave);
    const delayMs = shares.putOffMs(origin, performance.now());
    await settler.settle(picked, putOff(delayMs, 'The receiver is busy with other callbacks.'));
  }

  private async send(picked: PickedDelivery, leave: LeaveOrigin): Promise<void> {
    const { sender, settler } = this.steps;
    const startedAtMs = performance.now();
    let answer: CallbackAnswer;
    try {
      if (!picked.lease.holdsFor(LEAST_LEASE_MS)) return;
      answer = await sender.send(picked);
    } finally {
      leave(performance.now() - startedAtMs);
    }
    await settler.settle(picked, this.outcomeOf(answer, picked));
  }

  private outcomeOf(answer: CallbackAnswer, { delivery }: PickedDelivery): TaskOutcome {
    const wasCut = this.steps.cutoff.aborted && !isDelivered(answer);
    if (wasCut) return putOff(AFTER_CUT_MS, 'The worker was stopped while it delivered.');
    return callbackOutcomeOf(answer, delivery.attempts, this.steps.policy);
  }
}
