import type { Exchange } from '../exchange';
import { refusalReason } from '../refusal-reason';
import { parseRetryAfterMs } from '../retry-after';
import type { AuthAnswer, AuthTrouble } from './auth-answer';

const TRY_AGAIN = new Set([408, 425, 429]);

/** Who the service does not know has nothing that could be unlinked. */
const NOT_FOUND = 404;

/** Judges an exchange. Pure; `nowMs` (Unix time) is what a `Retry-After` date is measured from. */
export function authAnswerOf(exchange: Exchange, nowMs: number): AuthAnswer {
  const { sent, status, ending, retryAfter, body } = exchange;
  if (!sent) return unavailable('connect');
  if (status === undefined) return unavailable(ending === 'timeout' ? 'timeout' : 'broken');
  if (status < 300 || status === NOT_FOUND) return { kind: 'unlinked' };
  const retryAfterMs = parseRetryAfterMs(retryAfter, nowMs);
  if (status >= 500 || TRY_AGAIN.has(status)) return unavailable('overloaded', retryAfterMs);
  return { kind: 'refused', status, reason: refusalReason(status, body.toString('utf8')) };
}

function unavailable(why: AuthTrouble, retryAfterMs?: number): AuthAnswer {
  return { kind: 'unavailable', why, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
