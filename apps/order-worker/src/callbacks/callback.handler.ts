import { Injectable } from '@nestjs/common';
import { Logger } from '@sluice/platform';
import { readMessageAddress } from '@sluice/reply-transports';
import type { BegunDelivery } from '@sluice/task-queue';
import type { Lease } from '../tasks/lease-keeper';
import { RetryPolicy } from '../tasks/retry-policy';
import { TaskHandler, type TaskOutcome } from '../tasks/task-handler';
import { WorkerConfig } from '../worker.config';
import type { CallbackAnswer } from './callback-caller';
import { CallbackMetrics, type CallbackOutcome } from './callback-metrics';
import { callbackOutcomeOf, deferred, isDelivered } from './callback-outcome.mapper';
import { MessageSender } from './message-sender';
import { type Destination, PerOriginLimiter, type Release } from './per-origin-limiter';
import { WebhookSender } from './webhook-sender';

/** A lease that is about to end is no licence to send: another worker may be about to. */
const LEAST_LEASE_MS = 500;
/** What a process that ends has cut is tried again soon, by another one. */
const AFTER_CUT_MS = 1_000;
/** From the first retry to the last it is about a day at most. */
const RETRY_GROWTH = 4;

/** Sends an outcome where its client wants it: by HTTP, or as a message. */
@Injectable()
export class CallbackHandler extends TaskHandler<BegunDelivery> {
  private readonly policy: RetryPolicy;
  /** Places taken by deliveries that were admitted. */
  private readonly places = new WeakMap<BegunDelivery, Release>();

  constructor(
    private readonly webhooks: WebhookSender,
    private readonly messages: MessageSender,
    private readonly limiter: PerOriginLimiter,
    private readonly metrics: CallbackMetrics,
    private readonly logger: Logger,
    config: WorkerConfig,
  ) {
    super();
    this.policy = new RetryPolicy({
      attempts: config.callbackAttempts,
      retryBaseMs: config.callbackRetryBaseMs,
      retryCapMs: config.callbackRetryCapMs,
      growth: RETRY_GROWTH,
    });
  }

  override admit(delivery: BegunDelivery): TaskOutcome | undefined {
    const destination = destinationOf(delivery);
    const release = this.limiter.enter(destination);
    if (release === undefined) {
      const delayMs = this.limiter.deferralMs(destination, performance.now());
      return deferred(delayMs, 'The receiver is busy with other callbacks.');
    }
    this.places.set(delivery, release);
    return undefined;
  }

  override async attempt(
    delivery: BegunDelivery,
    lease: Lease,
    signal: AbortSignal,
  ): Promise<TaskOutcome | undefined> {
    const startedAtMs = performance.now();
    try {
      if (!lease.holdsFor(LEAST_LEASE_MS)) return undefined;
      const answer = await this.send(delivery, signal);
      if (signal.aborted && !isDelivered(answer)) {
        return deferred(AFTER_CUT_MS, 'The worker was stopped while it delivered.');
      }
      return callbackOutcomeOf(answer, delivery.attempts, this.policy);
    } finally {
      this.places.get(delivery)?.(performance.now() - startedAtMs);
    }
  }

  /** Names neither the receiver nor what it said: that is between the client and its receiver. */
  override settled(delivery: BegunDelivery, outcome: TaskOutcome, written: boolean): void {
    const name = nameOf(outcome);
    if (written) this.metrics.ended(name, delivery.endedAtMs);
    if (name === 'delivered' || name === 'deferred') return;
    const reason = outcome.next === 'retry' ? outcome.plan.error.detail : undefined;
    const { taskId: deliveryId } = delivery;
    this.logger.info({ deliveryId, outcome: name, reason }, 'callback not delivered');
  }

  /** Never rejects for what a receiver can do. */
  private send(delivery: BegunDelivery, signal: AbortSignal): Promise<CallbackAnswer> {
    const address = readMessageAddress(delivery.url);
    if (address !== null) return this.messages.send(delivery, address);
    return this.webhooks.send(delivery, signal);
  }
}

function destinationOf({ client, url }: BegunDelivery): Destination {
  return { client, origin: new URL(url).origin };
}

function nameOf(outcome: TaskOutcome): CallbackOutcome {
  if (outcome.next === 'settle') {
    return outcome.settlement.status === 'completed' ? 'delivered' : 'failed';
  }
  return outcome.plan.untried === true ? 'deferred' : 'retried';
}
