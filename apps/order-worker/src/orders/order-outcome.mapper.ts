import type {
  BackendAnswer,
  DoubtAnswer,
  RefusedAnswer,
  UnavailableAnswer,
} from '@sluice/backend-client';
import { type ProblemSummary, summarizeProblem } from '@sluice/contracts';
import type { RetryPlan } from '@sluice/task-queue';
import type { RetryPolicy } from '../tasks/retry-policy';
import type { TaskOutcome } from '../tasks/task-handler';

/** What of an order's history decides about its next step. */
export interface AttemptHistory {
  /** This attempt included. */
  readonly attempts: number;
  /** Whether the backend may have the order from an earlier attempt. */
  readonly inDoubt: boolean;
}

/** Answers after which an order is sent again. */
type Setback = UnavailableAnswer | DoubtAnswer | RefusedAnswer;

/**
 * Decides what an answer means for an order. An order that was ever in doubt never ends here without
 * an answer about the order itself: the backend may have it, and a refusal of this call (by a layer in
 * front, or because the first request is still worked on) says nothing of an earlier one.
 */
export function outcomeOf(
  answer: BackendAnswer,
  history: AttemptHistory,
  policy: RetryPolicy,
): TaskOutcome {
  if (answer.kind === 'saved') {
    return { next: 'settle', settlement: { status: 'completed', result: answer.result } };
  }
  if (answer.kind === 'refused' && (answer.about === 'order' || !history.inDoubt)) {
    return failed(rejection(answer, history));
  }
  const gaveUp = policy.isExhausted(history.attempts) && !history.inDoubt;
  if (answer.kind === 'unavailable' && gaveUp) return failed(exhaustion(answer, history.attempts));
  return retry(answer, history, policy);
}

/** Of an order that was begun and not sent; the attempt does not count. */
export function notSent(why: string): TaskOutcome {
  const error = summarizeProblem('backend-failed', `${why} ${GOES_ON}`);
  return { next: 'retry', plan: { delayMs: 0, inDoubt: false, error, untried: true } };
}

function failed(error: ProblemSummary): TaskOutcome {
  return { next: 'settle', settlement: { status: 'failed', error } };
}

function retry(answer: Setback, history: AttemptHistory, policy: RetryPolicy): TaskOutcome {
  const { attempts, inDoubt } = history;
  const plan: RetryPlan = {
    delayMs: policy.delayMs(attempts, answer.retryAfterMs),
    inDoubt: inDoubt || answer.kind === 'doubt',
    error: setback(answer, attempts),
  };
  return { next: 'retry', plan };
}

/** What was in doubt is never said to be unsaved, not even by a backend that refuses it now. */
function rejection({ status, reason }: RefusedAnswer, { inDoubt }: AttemptHistory): ProblemSummary {
  const advice = inDoubt
    ? 'Whether an earlier attempt was saved is not known: look the order up at the backend before ' +
      'you submit it again under a new order number.'
    : 'Nothing was saved. Correct the order and submit it under a new order number.';
  const verb = inDoubt ? 'refuses the order now,' : 'refused the order';
  return summarizeProblem(
    'order-rejected',
    `The backend ${verb} with status ${status}: ${sentenceOf(reason)} ${advice}`,
  );
}

function sentenceOf(reason: string): string {
  return /[.!?…]$/.test(reason) ? reason : `${reason}.`;
}

function exhaustion(answer: UnavailableAnswer, attempts: number): ProblemSummary {
  return summarizeProblem(
    'backend-failed',
    `${SETBACKS[answer.why]} in ${attempts} attempts, and nothing was saved. ` +
      'Submit the order again under a new order number, or ask an operator to retry this one.',
  );
}

/** Read by who asks for an order that is still being tried. */
function setback(answer: Setback, attempts: number): ProblemSummary {
  if (answer.kind === 'refused') return refusedCall(answer, attempts);
  const code = answer.why === 'timeout' ? 'backend-timeout' : 'backend-failed';
  return summarizeProblem(code, `${SETBACKS[answer.why]} (attempt ${attempts}). ${GOES_ON}`);
}

function refusedCall({ status, reason }: RefusedAnswer, attempts: number): ProblemSummary {
  return summarizeProblem(
    'backend-failed',
    `The backend refused the call with status ${status} (attempt ${attempts}): ${sentenceOf(reason)} ` +
      'That says nothing of an earlier attempt, which it may have saved. The order is tried again by itself.',
  );
}

const GOES_ON = 'The order is tried again by itself; nothing needs to be done.';

const SETBACKS: Record<UnavailableAnswer['why'] | DoubtAnswer['why'], string> = {
  connect: 'The backend could not be reached',
  overloaded: 'The backend took nothing in',
  timeout: 'The backend did not answer in time',
  reset: 'The connection to the backend broke',
  'server-error': 'The backend reported a fault of its own',
  garbage: "The backend's answer could not be read",
  'too-large': "The backend's answer was too large",
};
