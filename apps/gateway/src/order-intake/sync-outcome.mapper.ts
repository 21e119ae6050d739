import type { BackendAnswer, DoubtAnswer, UnavailableAnswer } from '@sluice/backend-client';
import { summarizeProblem } from '@sluice/contracts';
import type { RetryPlan, Settlement } from '@sluice/task-queue';

/** What a request is told whose order goes on without it. */
export interface GoingOn {
  readonly code: 'backend-failed' | 'backend-timeout';
  readonly detail: string;
}

/** What the backend's answer means for a synchronous order and for the request that waits. */
export type SyncOutcome =
  | { readonly next: 'settle'; readonly settlement: Settlement; readonly goingOn: GoingOn }
  | { readonly next: 'retry'; readonly plan: RetryPlan; readonly goingOn: GoingOn };

/** A pause before the background takes an order up: the backend is in trouble just now. */
const HANDOVER_DELAY_MS = 500;

const DETAILS = {
  unavailable:
    'The backend did not take the order; it is tried again in the background. Read it at the Location.',
  doubt:
    'The backend may or may not have saved the order; that is found out in the background. Read it at the Location.',
} as const;

/** Said where the order was answered, but is somebody else's by now. */
const TAKEN_OVER: GoingOn = {
  code: 'backend-failed',
  detail:
    'The request stalled and the order was taken over; it goes on in the background. Read it at the Location.',
};

/**
 * Decides what an answer means. This is an order's first attempt and so knows no earlier doubt: any
 * refusal ends it, whatever it is about.
 */
export function syncOutcomeOf(answer: BackendAnswer): SyncOutcome {
  switch (answer.kind) {
    case 'saved':
      return settle({ status: 'completed', result: answer.result });
    case 'refused':
      return settle({
        status: 'failed',
        error: summarizeProblem('order-rejected', answer.reason),
      });
    default:
      return handOver(answer);
  }
}

function settle(settlement: Settlement): SyncOutcome {
  return { next: 'settle', settlement, goingOn: TAKEN_OVER };
}

/** The request ends here; the order goes on until the backend's word is definite. */
function handOver(answer: UnavailableAnswer | DoubtAnswer): SyncOutcome {
  const code = answer.why === 'timeout' ? 'backend-timeout' : 'backend-failed';
  const plan: RetryPlan = {
    delayMs: answer.retryAfterMs ?? HANDOVER_DELAY_MS,
    inDoubt: answer.kind === 'doubt',
    error: summarizeProblem(code),
  };
  return { next: 'retry', plan, goingOn: { code, detail: DETAILS[answer.kind] } };
}
