import { PROBLEM_CATALOGUE, type ProblemCode } from '@sluice/contracts';
import type { HealthCheckResult } from '@nestjs/terminus';
import { ProblemError } from '../problems';

/** When to ask again; probes come by themselves, this is for people and balancers. */
const RETRY_AFTER_S = '5';

/** What matters most to whoever asks comes first. */
const CODES_BY_WEIGHT = ['shutting-down', 'queue-unavailable', 'gateway-saturated'] as const;

/** The 503 problem of a failed check, with Terminus' account of it as extension members. */
export function healthProblem(result: HealthCheckResult): ProblemError {
  const { info, error, details } = result;
  const down = Object.keys(error ?? {});
  const detail = down.length > 0 ? `Down: ${down.join(', ')}.` : 'This instance is shutting down.';
  return new ProblemError(problemCode(result), detail, {
    headers: { 'Retry-After': RETRY_AFTER_S, 'Cache-Control': 'no-store' },
    extensions: { info, error, details },
  });
}

function problemCode(result: HealthCheckResult): ProblemCode {
  if (result.status === 'shutting_down') return 'shutting-down';
  const named = Object.values(result.error ?? {}).map((entry) => codeOf(entry));
  return CODES_BY_WEIGHT.find((code) => named.includes(code)) ?? named[0] ?? 'queue-unavailable';
}

/** The code that an indicator gave itself, where it is a 503 of the catalogue. */
function codeOf(entry: unknown): ProblemCode {
  const { code } = entry as { code?: unknown };
  const known = typeof code === 'string' && Object.hasOwn(PROBLEM_CATALOGUE, code);
  if (!known) return 'gateway-saturated';
  return PROBLEM_CATALOGUE[code as ProblemCode].status === 503
    ? (code as ProblemCode)
    : 'gateway-saturated';
}
