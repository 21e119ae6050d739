import type { AuthClient } from '@sluice/backend-client';
import type { BegunUnlinking, UnlinkingProgress } from '@sluice/order-lifecycle';
import type { Lease } from '../tasks/lease-keeper';
import type { Refusal, UnlinkingAttempt } from './unlinking-outcome.mapper';
import type { UnlinkingMetrics } from './unlinking-metrics';

/** A lease that is about to end is no licence to call: another worker may be about to. */
const LEAST_LEASE_MS = 500;

export interface UnlinkingCalls {
  readonly timeoutMs: number;
  /** Ends the calls under way. */
  readonly cutoff: AbortSignal;
}

/** Unlinks the members of a task one after the other, each noted at once. */
export class MembersUnlinker {
  constructor(
    private readonly auth: AuthClient,
    private readonly progress: UnlinkingProgress,
    private readonly metrics: UnlinkingMetrics,
    private readonly calls: UnlinkingCalls,
  ) {}

  /** Undefined when the task is not ours any more. Rejects with Redis' error. */
  async attempt(task: BegunUnlinking, lease: Lease): Promise<UnlinkingAttempt | undefined> {
    const { unlinkingId, correlationId, members } = task;
    const { timeoutMs, cutoff: signal } = this.calls;
    const refused: string[] = [];
    let refusal: Refusal | undefined;
    let unlinkedCount = 0;
    for (const member of await this.progress.pendingOf(unlinkingId, members ?? [])) {
      if (!lease.holdsFor(LEAST_LEASE_MS)) return undefined;
      const answer = await this.auth.unlink(member, { correlationId, timeoutMs, signal });
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
