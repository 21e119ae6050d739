import { ProblemError } from '@sluice/platform';

const WHOLE_SECONDS = /^[1-9][0-9]{0,8}$/;

/**
 * The header `Order-TTL: seconds` in ms; undefined when it was not sent.
 *
 * @throws ProblemError `invalid-request`
 */
export function readOrderTtlMs(field: string | string[] | undefined): number | undefined {
  if (field === undefined) return undefined;
  if (typeof field === 'string' && WHOLE_SECONDS.test(field)) return Number(field) * 1000;
  throw new ProblemError(
    'invalid-request',
    'Order-TTL has to be a whole number of seconds, at least 1.',
  );
}
