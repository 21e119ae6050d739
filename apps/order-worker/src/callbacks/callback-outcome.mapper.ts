import { type ProblemSummary, summarizeProblem } from '@sluice/contracts';
import type { RetryPolicy } from '../tasks/retry-policy';
import type { TaskOutcome } from '../tasks/task-handler';
import type { CallbackAnswer } from './callback-caller';

/** The receiver's word that it wants no more of this. */
const GONE = 410;
/** With these a receiver may say when to come back; of others the field is no promise. */
const HEEDED = [429, 503];
/** Until then there may be a worker that can sign. */
const UNSIGNED_MS = 30_000;

/** Decides what an answer means for a delivery; whatever is not a 2xx has not arrived. */
export function callbackOutcomeOf(
  answer: CallbackAnswer,
  attempts: number,
  policy: RetryPolicy,
): TaskOutcome {
  if (isDelivered(answer)) {
    return { next: 'settle', settlement: { status: 'completed', result: {} } };
  }
  if (answer.kind === 'answered' && answer.status === GONE) {
    return failed('The receiver answered 410: it wants no callbacks at this URL.');
  }
  if (isUnsigned(answer)) return deferred(UNSIGNED_MS, `${setback(answer)}.`);
  if (policy.isExhausted(attempts)) {
    return failed(`${setback(answer)}, in the last of ${attempts} attempts.`);
  }
  const delayMs = policy.delayMs(attempts, retryAfterMsOf(answer));
  return {
    next: 'retry',
    plan: { delayMs, inDoubt: false, error: problem(`${setback(answer)}.`) },
  };
}

/** A delivery that was not tried, for its receiver is busy or this process about to end. */
export function deferred(delayMs: number, why: string): TaskOutcome {
  return { next: 'retry', plan: { delayMs, inDoubt: false, error: problem(why), untried: true } };
}

export function isDelivered(answer: CallbackAnswer): boolean {
  return answer.kind === 'answered' && answer.status >= 200 && answer.status < 300;
}

function isUnsigned(answer: CallbackAnswer): boolean {
  return answer.kind === 'unanswered' && answer.why === 'unsigned';
}

function retryAfterMsOf(answer: CallbackAnswer): number | undefined {
  if (answer.kind !== 'answered' || !HEEDED.includes(answer.status)) return undefined;
  return answer.retryAfterMs;
}

function failed(detail: string): TaskOutcome {
  return { next: 'settle', settlement: { status: 'failed', error: problem(detail) } };
}

function problem(detail: string): ProblemSummary {
  return summarizeProblem('callback-failed', detail);
}

function setback(answer: CallbackAnswer): string {
  if (answer.kind === 'unanswered') return SETBACKS[answer.why];
  const redirect =
    answer.status >= 300 && answer.status < 400 ? ', and redirects are not followed' : '';
  return `The receiver answered ${answer.status}${redirect}`;
}

const SETBACKS = {
  connect: 'The receiver could not be connected to at an address that is allowed',
  timeout: 'The receiver did not answer in time',
  broken: "The receiver's answer could not be read",
  unsigned: 'This worker has no secret to sign callbacks with',
};
