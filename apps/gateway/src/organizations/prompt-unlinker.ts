import { Injectable } from '@nestjs/common';
import { type AuthAnswer, AuthClient } from '@sluice/backend-client';
import { summarizeProblem } from '@sluice/contracts';
import {
  type SavedOrganization,
  UnlinkingQueue,
  UnlinkingProgress,
  unlinkingTaskId,
} from '@sluice/task-queue';
import { ProblemError } from '@sluice/platform';
import { GatewayConfig } from '../gateway.config';
import { asking } from '../orders/queue-errors';
import { unlinkingPath } from './organization.mapper';
import type { UnlinkWay } from './unlink-way';

/** An unlinking that this request has claimed. */
export type ClaimedUnlinking = Required<SavedOrganization>;

type Trouble = Exclude<AuthAnswer, { kind: 'unlinked' }>;

/** Keeps the reconciler off an unlinking that is under way here. */
const LEASE_MARGIN_MS = 5_000;
/** A pause before the background goes on: the service is in trouble just now. */
const HANDOVER_DELAY_MS = 500;
/** Of the one task of a claimed unlinking: the save began it. */
const FIRST_EPOCH = 1;
const COMPLETED = { status: 'completed', result: {} } as const;

/**
 * Unlinks members before the answer. What it does not get done, the background does. Members are noted
 * together in the end: should this process die before, they are unlinked again, which changes nothing.
 */
@Injectable()
export class PromptUnlinker {
  constructor(
    private readonly auth: AuthClient,
    private readonly queue: UnlinkingQueue,
    private readonly progress: UnlinkingProgress,
    private readonly config: GatewayConfig,
  ) {}

  /** How long an unlinking has to be claimed for. */
  get leaseMs(): number {
    return this.config.syncTimeoutMs + LEASE_MARGIN_MS;
  }

  /**
   * Resolves when every member is unlinked.
   *
   * @throws ProblemError `backend-failed`, `backend-timeout`; the organization is saved all the same
   * and the rest is unlinked in the background
   */
  async unlink(
    claimed: ClaimedUnlinking,
    way: Exclude<UnlinkWay, 'queue'>,
    correlationId: string,
  ): Promise<void> {
    const { organization, unlinkingId } = claimed;
    const { unlinked, trouble } = await this.callInTurn(way, organization.members, correlationId);
    await asking(this.progress.unlinked(unlinkingId, unlinked), locationOf(claimed));
    await (trouble ? this.handOver(claimed, trouble) : this.settle(claimed));
  }

  /** Stops at the first trouble. */
  private async callInTurn(
    way: UnlinkWay,
    members: readonly string[],
    correlationId: string,
  ): Promise<{ unlinked: string[]; trouble?: Trouble }> {
    const endsAtMs = performance.now() + this.config.syncTimeoutMs;
    const shares = way === 'batch' ? [members] : members.map((member) => [member]);
    const unlinked: string[] = [];
    for (const share of shares) {
      const answer = await this.call(way, share, { correlationId, endsAtMs });
      if (answer.kind !== 'unlinked') return { unlinked, trouble: answer };
      unlinked.push(...share);
    }
    return { unlinked };
  }

  private async settle(claimed: ClaimedUnlinking): Promise<void> {
    const taskId = unlinkingTaskId(claimed.unlinkingId, 0);
    const settling = this.queue.settle(taskId, FIRST_EPOCH, COMPLETED);
    await asking(settling, locationOf(claimed));
  }

  private async call(
    way: UnlinkWay,
    share: readonly string[],
    { correlationId, endsAtMs }: { correlationId: string; endsAtMs: number },
  ): Promise<AuthAnswer> {
    const timeoutMs = endsAtMs - performance.now();
    if (timeoutMs <= 0) return { kind: 'unavailable', why: 'timeout' };
    const call = { correlationId, timeoutMs };
    const [only = ''] = share;
    return way === 'batch' ? this.auth.unlinkAll(share, call) : this.auth.unlink(only, call);
  }

  private async handOver(claimed: ClaimedUnlinking, trouble: Trouble): Promise<never> {
    const isLate = trouble.kind === 'unavailable' && trouble.why === 'timeout';
    const code = isLate ? 'backend-timeout' : 'backend-failed';
    const detail =
      'The organization is saved. Not all of its members are unlinked yet; that goes on in the background, follow it at the Location.';
    const plan = {
      delayMs: HANDOVER_DELAY_MS,
      inDoubt: false,
      error: summarizeProblem(code, detail),
    };
    const taskId = unlinkingTaskId(claimed.unlinkingId, 0);
    await asking(this.queue.retryLater(taskId, FIRST_EPOCH, plan), locationOf(claimed));
    throw new ProblemError(code, detail, {
      headers: { ...locationOf(claimed), 'retry-after': '1' },
    });
  }
}

function locationOf({ organization, unlinkingId }: ClaimedUnlinking): Record<string, string> {
  return { location: unlinkingPath(organization.organizationId, unlinkingId) };
}
