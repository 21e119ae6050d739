import type { BackendAnswer, DoubtAnswer, UnavailableAnswer } from '@sluice/backend-client';
import { type ProblemSummary, summarizeProblem } from '@sluice/contracts';
import type { RetryPlan } from '@sluice/order-lifecycle';
import type { TaskOutcome } from '../tasks/outcome-writer';
import type { RetryPolicy } from '../tasks/retry-policy';

/** What is done with an order after an attempt. */
export type OrderOutcome = TaskOutcome;

/** What of an order's history decides about its next step. */
export interface AttemptHistory {
  /** This attempt included. */
  readonly attempts: number;
  /** Whether the backend may have the order from an earlier attempt. */
  readonly inDoubt: boolean;
}

/**
 * Decides what an answer means for an order. An order that was ever in doubt never ends here without
 * a definite answer: the backend may have it.
 */
export function outcomeOf(
  answer: BackendAnswer,
  history: AttemptHistory,
  policy: RetryPolicy,
): OrderOutcome {
  if (answer.kind === 'saved') {
    return { next: 'settle', settlement: { status: 'completed', result: answer.result } };
  }
  if (answer.kind === 'refused') return failed(rejection(answer.status, answer.reason));
  const gaveUp = policy.isExhausted(history.attempts) && !history.inDoubt;
  if (answer.kind === 'unavailable' && gaveUp) return failed(exhaustion(answer, history.attempts));
  return retry(answer, history.attempts, policy);
}

function failed(error: ProblemSummary): OrderOutcome {
  return { next: 'settle', settlement: { status: 'failed', error } };
}

function retry(
  answer: UnavailableAnswer | DoubtAnswer,
  attempts: number,
  policy: RetryPolicy,
): OrderOutcome {
  const plan: RetryPlan = {
    delayMs: policy.delayMs(attempts, answer.retryAfterMs),
    inDoubt: answer.kind === 'doubt',
    error: setback(answer, attempts),
  };
  return { next: 'retry', plan };
}

function rejection(status: number, reason: string): ProblemSummary {
  const sentence = /[.!?…]$/.test(reason) ? reason : `${reason}.`;
  return summarizeProblem(
    'order-rejected',
    `The backend refused the order with status ${status}: ${sentence} ` +
      'Nothing was saved. Correct the order and submit it under a new order number.',
  );
}

function exhaustion(answer: UnavailableAnswer, attempts: number): ProblemSummary {
  return summarizeProblem(
    'backend-failed',
    `${SETBACKS[answer.why]} in ${attempts} attempts, and nothing was saved. ` +
      'Submit the order again under a new order number, or ask an operator to retry this one.',
  );
}

/** Read by who asks for an order that is still being tried. */
function setback(answer: UnavailableAnswer | DoubtAnswer, attempts: number): ProblemSummary {
  const code = answer.why === 'timeout' ? 'backend-timeout' : 'backend-failed';
  const going = 'The order is tried again by itself; nothing needs to be done.';
  return summarizeProblem(code, `${SETBACKS[answer.why]} (attempt ${attempts}). ${going}`);
}

const SETBACKS: Record<UnavailableAnswer['why'] | DoubtAnswer['why'], string> = {
  connect: 'The backend could not be reached',
  overloaded: 'The backend took nothing in',
  timeout: 'The backend did not answer in time',
  reset: 'The connection to the backend broke',
  'server-error': 'The backend reported a fault of its own',
  garbage: "The backend's answer could not be read",
  'too-large': "The backend's answer was too large",
};
