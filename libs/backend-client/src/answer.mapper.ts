import type { BackendAnswer, DoubtAnswer, DoubtCause, UnavailableAnswer } from './backend-answer';
import type { Exchange } from './exchange';
import { refusalReason } from './refusal-reason';
import { parseRetryAfterMs } from './retry-after';

/** 425 and 429 say that the request was not worked on. */
const NOT_TAKEN = new Set([425, 429]);
const REQUEST_TIMEOUT = 408;

/** Judges an exchange. Pure; `nowMs` (Unix time) is what a `Retry-After` date is measured from. */
export function answerOf(exchange: Exchange, nowMs: number): BackendAnswer {
  const { sent, status } = exchange;
  if (!sent) return { kind: 'unavailable', why: 'connect' };
  if (status === undefined) return doubt(causeOf(exchange));
  if (status === 200 || status === 201) return savedOrDoubt(exchange);
  const retryAfterMs = parseRetryAfterMs(exchange.retryAfter, nowMs);
  if (NOT_TAKEN.has(status)) return overloaded(retryAfterMs);
  // 408 may come from something in between that gave up on a backend still at work.
  if (status >= 500 || status === REQUEST_TIMEOUT) return doubt('server-error', retryAfterMs);
  if (status < 400) return doubt('garbage');
  return { kind: 'refused', status, reason: refusalReason(status, exchange.body.toString('utf8')) };
}

/** A status alone proves nothing here: a cut or unreadable body may come from anything between. */
function savedOrDoubt(exchange: Exchange): BackendAnswer {
  if (exchange.ending !== 'complete') return doubt(causeOf(exchange));
  try {
    return { kind: 'saved', result: JSON.parse(exchange.body.toString('utf8')) as unknown };
  } catch {
    return doubt('garbage');
  }
}

function causeOf({ ending }: Exchange): DoubtCause {
  return ending === 'complete' ? 'garbage' : ending;
}

function doubt(why: DoubtCause, retryAfterMs?: number): DoubtAnswer {
  return { kind: 'doubt', why, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

function overloaded(retryAfterMs?: number): UnavailableAnswer {
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  return { kind: 'unavailable', why: 'overloaded', ...wait };
}
