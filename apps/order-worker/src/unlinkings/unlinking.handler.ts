import { Injectable } from '@nestjs/common';
import { type AuthAnswer, AuthClient } from '@sluice/backend-client';
import { Logger, METRICS_PREFIX, MetricsRegistry } from '@sluice/platform';
import { type BegunUnlinking, UnlinkingProgress } from '@sluice/task-queue';
import { Counter } from 'prom-client';
import type { Lease } from '../tasks/lease-keeper';
import { RetryPolicy } from '../tasks/retry-policy';
import { TaskHandler, type TaskOutcome } from '../tasks/task-handler';
import {
  type Refusal,
  type UnlinkingAttempt,
  unlinkingOutcomeOf,
} from './unlinking-outcome.mapper';

/** About an hour and a half of trying: nobody waits, but a link that should be gone is a risk. */
const RETRIES = { attempts: 100, retryBaseMs: 500, retryCapMs: 120_000 };

/** Of one call; the auth service is nearer than a backend that works on orders. */
const CALL_TIMEOUT_MS = 10_000;

/** A lease that is about to end is no licence to call: another worker may be about to. */
const LEAST_LEASE_MS = 500;

const ANSWERS: readonly AuthAnswer['kind'][] = ['unlinked', 'refused', 'unavailable'];

/** What is counted of unlinkings. */
@Injectable()
export class UnlinkingMetrics {
  private readonly calls: Counter<'answer'>;

  constructor(registry: MetricsRegistry) {
    this.calls = new Counter({
      name: `${METRICS_PREFIX}unlinking_calls_total`,
      help: 'Calls of the auth service to unlink a member, by its answer',
      labelNames: ['answer'],
      registers: [registry],
    });
    for (const answer of ANSWERS) this.calls.inc({ answer }, 0);
  }

  called({ kind: answer }: AuthAnswer): void {
    this.calls.inc({ answer });
  }
}

/** Unlinks the members of a task one after the other, each noted at once. */
@Injectable()
export class UnlinkingHandler extends TaskHandler<BegunUnlinking> {
  private readonly policy = new RetryPolicy(RETRIES);

  constructor(
    private readonly auth: AuthClient,
    private readonly progress: UnlinkingProgress,
    private readonly metrics: UnlinkingMetrics,
    private readonly logger: Logger,
  ) {
    super();
  }

  /** Rejects with Redis' error. */
  override async attempt(
    task: BegunUnlinking,
    lease: Lease,
    signal: AbortSignal,
  ): Promise<TaskOutcome | undefined> {
    const attempt = await this.unlink(task, lease, signal);
    return attempt && unlinkingOutcomeOf(attempt, task.attempts, this.policy);
  }

  override settled({ taskId }: BegunUnlinking, outcome: TaskOutcome): void {
    if (outcome.next === 'retry') {
      const { detail } = outcome.plan.error;
      this.logger.info({ taskId, reason: detail }, 'members not unlinked yet');
    } else if (outcome.settlement.status === 'failed') {
      this.logger.warn({ taskId, reason: outcome.settlement.error.detail }, 'unlinking given up');
    }
  }

  /** Undefined when the task is not ours any more. */
  private async unlink(
    task: BegunUnlinking,
    lease: Lease,
    signal: AbortSignal,
  ): Promise<UnlinkingAttempt | undefined> {
    const { unlinkingId, correlationId, members } = task;
    const call = { correlationId, timeoutMs: CALL_TIMEOUT_MS, signal };
    const refused: string[] = [];
    let refusal: Refusal | undefined;
    let unlinkedCount = 0;
    for (const member of await this.progress.pendingOf(unlinkingId, members ?? [])) {
      if (!lease.holdsFor(LEAST_LEASE_MS)) return undefined;
      const answer = await this.auth.unlink(member, call);
      this.metrics.called(answer);
      if (answer.kind === 'unavailable') return { trouble: answer, refused, unlinkedCount };
      if (answer.kind === 'refused') {
        refused.push(member);
        refusal ??= answer;
      } else {
        await this.progress.unlinked(unlinkingId, [member]);
        unlinkedCount += 1;
      }
    }
    return { refused, unlinkedCount, ...(refusal ? { refusal } : {}) };
  }
}
