import type { AuthAnswer } from '@sluice/backend-client';
import { type ProblemSummary, summarizeProblem } from '@sluice/contracts';
import type { RetryPolicy } from '../tasks/retry-policy';
import type { TaskOutcome } from '../tasks/task-handler';

export type Unavailable = Extract<AuthAnswer, { kind: 'unavailable' }>;
export type Refusal = Extract<AuthAnswer, { kind: 'refused' }>;

/** What became of the members of a task in one attempt. */
export interface UnlinkingAttempt {
  /** The answer at which the attempt stopped, if it did. */
  readonly trouble?: Unavailable;
  /** Members that the auth service will not unlink, and what it said of the first. */
  readonly refused: readonly string[];
  readonly refusal?: Refusal;
  /** Members that were unlinked. */
  readonly unlinkedCount: number;
}

const TROUBLES = {
  connect: 'The auth service could not be reached',
  timeout: 'The auth service did not answer in time',
  broken: "The auth service's answer could not be read",
  overloaded: 'The auth service could not serve the call',
} as const;

/** Decides what an attempt means for its task. */
export function unlinkingOutcomeOf(
  { trouble, refusal, refused, unlinkedCount }: UnlinkingAttempt,
  attempts: number,
  policy: RetryPolicy,
): TaskOutcome {
  if (trouble && unlinkedCount > 0) return goingOn(trouble, policy);
  if (trouble) return afterTrouble(trouble, attempts, policy);
  if (refusal) return failed(`${refused.length} members were refused: ${refusal.reason}`);
  return { next: 'settle', settlement: { status: 'completed', result: {} } };
}

function afterTrouble(trouble: Unavailable, attempts: number, policy: RetryPolicy): TaskOutcome {
  const { why, retryAfterMs } = trouble;
  if (policy.isExhausted(attempts)) return failed(`${TROUBLES[why]}, in ${attempts} attempts.`);
  const delayMs = policy.delayMs(attempts, retryAfterMs);
  return { next: 'retry', plan: { delayMs, inDoubt: false, error: problemOf(trouble) } };
}

/** Some members further than before: the attempt is not held against those that are left. */
function goingOn(trouble: Unavailable, policy: RetryPolicy): TaskOutcome {
  const delayMs = policy.delayMs(1, trouble.retryAfterMs);
  const error = problemOf(trouble);
  return { next: 'retry', plan: { delayMs, inDoubt: false, error, untried: true } };
}

function problemOf({ why }: Unavailable): ProblemSummary {
  return summarizeProblem('backend-failed', `${TROUBLES[why]}.`);
}

function failed(detail: string): TaskOutcome {
  const error = summarizeProblem('backend-failed', detail);
  return { next: 'settle', settlement: { status: 'failed', error } };
}
