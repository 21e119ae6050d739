import { isRedisUnavailable, ProblemError } from '@sluice/platform';

const RETRY_AFTER_S = '1';

/**
 * Awaits a step that asks Redis; its trouble becomes the 503 of the contract.
 *
 * @param headers go with that problem, such as the Location of an order that exists already
 * @throws ProblemError `queue-unavailable`
 */
export async function asking<T>(
  step: Promise<T>,
  headers: Record<string, string> = {},
): Promise<T> {
  try {
    return await step;
  } catch (error) {
    throw queueProblemOf(error, headers);
  }
}

/** The error itself, unless it is Redis' trouble. */
export function queueProblemOf(error: unknown, headers: Record<string, string> = {}): unknown {
  if (!isRedisUnavailable(error)) return error;
  return new ProblemError(
    'queue-unavailable',
    'The queue does not answer. Send the request again: an order is never taken in twice.',
    { headers: { 'retry-after': RETRY_AFTER_S, ...headers }, cause: error },
  );
}
