import { ProblemError } from '@sluice/platform';

/** A call for each member or one for all before the answer, or by the worker after it. */
export const UNLINK_WAYS = ['inline', 'batch', 'queue'] as const;

export type UnlinkWay = (typeof UNLINK_WAYS)[number];

/** The query `?unlink=…`, `queue` without it. @throws ProblemError `invalid-request` */
export function readUnlinkWay(query: unknown): UnlinkWay {
  const { unlink = 'queue', ...rest } = query as Record<string, unknown>;
  const way = UNLINK_WAYS.find((known) => known === unlink);
  if (way !== undefined && Object.keys(rest).length === 0) return way;
  throw new ProblemError(
    'invalid-request',
    `The query has to be empty or ?unlink= with one of ${UNLINK_WAYS.join(', ')}.`,
  );
}
