import type {
  BackendAnswer,
  DoubtAnswer,
  DoubtCause,
  RefusedAnswer,
  SavedAnswer,
  UnavailableAnswer,
} from './backend-answer';
import { type Exchange, saysDone } from './exchange';
import { refusalReason } from './refusal-reason';
import { parseRetryAfterMs } from './retry-after';

/** These say that the request was not worked on: locked, waiting for another, too early, too many. */
const NOT_TAKEN = new Set([423, 424, 425, 429]);
/** Something in between gave up on a backend that may be at work still. */
const GIVEN_UP = new Set([408, 499]);
/** An asynchronous backend has taken the order in, which is no promise to save it. */
const ACCEPTED = 202;
/**
 * Refusals that are about the order. Not 409: by the Idempotency-Key draft a backend answers so while
 * it still works on the first request with that key.
 */
const ABOUT_THE_ORDER = new Set([400, 410, 422]);

/** Judges an exchange. Pure; `nowMs` (Unix time) is what a `Retry-After` date is measured from. */
export function answerOf(exchange: Exchange, nowMs: number): BackendAnswer {
  const { sent, status } = exchange;
  if (!sent) return { kind: 'unavailable', why: 'connect' };
  if (status === undefined) return doubt(causeOf(exchange));
  if (saysDone(status) && status !== ACCEPTED) return saved(exchange);
  const wait = waitOf(exchange, nowMs);
  if (NOT_TAKEN.has(status)) return overloaded(wait);
  if (status >= 500 || GIVEN_UP.has(status)) return doubt('server-error', wait);
  if (status < 400) return doubt('garbage');
  return refused(status, exchange.body, wait);
}

/** The head has said it: nothing about the body, not even its absence, unsays it. */
function saved({ body, ending }: Exchange): SavedAnswer {
  if (ending !== 'complete') return { kind: 'saved', result: null, dropped: ending };
  const text = body.toString('utf8');
  if (text.trim() === '') return { kind: 'saved', result: null };
  try {
    return { kind: 'saved', result: JSON.parse(text) as unknown };
  } catch {
    return { kind: 'saved', result: null, dropped: 'garbage' };
  }
}

interface Wait {
  readonly retryAfterMs?: number;
}

function waitOf({ retryAfter }: Exchange, nowMs: number): Wait {
  const retryAfterMs = parseRetryAfterMs(retryAfter, nowMs);
  return retryAfterMs === undefined ? {} : { retryAfterMs };
}

function causeOf({ ending }: Exchange): DoubtCause {
  return ending === 'complete' ? 'garbage' : ending;
}

function doubt(why: DoubtCause, wait: Wait = {}): DoubtAnswer {
  return { kind: 'doubt', why, ...wait };
}

function overloaded(wait: Wait): UnavailableAnswer {
  return { kind: 'unavailable', why: 'overloaded', ...wait };
}

function refused(status: number, body: Buffer, wait: Wait): RefusedAnswer {
  const about = ABOUT_THE_ORDER.has(status) ? 'order' : 'call';
  const reason = refusalReason(status, body.toString('utf8'));
  return { kind: 'refused', status, about, reason, ...wait };
}
