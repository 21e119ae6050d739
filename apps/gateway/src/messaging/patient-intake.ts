import { setTimeout as sleep } from 'node:timers/promises';
import { type AcceptVerdict, type IncomingOrder, type OrderIntake } from '@sluice/task-queue';
import { type DrainState, isRedisUnavailable } from '@sluice/platform';
import { problemOfRefusal } from '../orders/intake-refusals';
import { type MessagingMetrics } from './messaging.metrics';

/** An order that was taken in, now or by the same message before. */
export type TakenIn = Extract<AcceptVerdict, { verdict: 'accepted' | 'replay' }>;

const RETRY_PAUSE_MS = 1_000;

/**
 * Takes orders in from messages. Nobody waits at a connection: while there is no room or no Redis, the
 * message waits where it is, unacknowledged, and the broker holds the ones behind it back.
 */
export class PatientIntake {
  constructor(
    private readonly intake: OrderIntake,
    private readonly drain: DrainState,
    private readonly metrics: MessagingMetrics,
  ) {}

  /**
   * Resolves once the order is durable in the queue; with null when the gateway drains before that.
   *
   * @throws ProblemError `duplicate-order`, `idempotency-key-reused`
   */
  async take(order: IncomingOrder): Promise<TakenIn | null> {
    const { signal } = this.drain;
    while (!signal.aborted) {
      const verdict = await this.tryTake(order);
      if (verdict !== null) return verdict;
      this.metrics.held();
      await sleep(RETRY_PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
    return null;
  }

  /** Null when it has to be tried again. Trying again after a lost answer meets the first try. */
  private async tryTake(order: IncomingOrder): Promise<TakenIn | null> {
    const verdict = await this.intake.accept(order).catch(unlessRedisIsAway);
    if (verdict === null || 'acceptedAtMs' in verdict || verdict.verdict === 'replay')
      return verdict;
    if ('backlog' in verdict) return null;
    throw problemOfRefusal(verdict);
  }
}

function unlessRedisIsAway(error: unknown): null {
  if (isRedisUnavailable(error)) return null;
  throw error;
}
