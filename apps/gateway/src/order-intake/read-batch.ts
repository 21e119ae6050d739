import { LARGEST_BATCH, SubmitBatchRequest } from '@sluice/contracts';
import type { IdempotencyMark } from '@sluice/order-lifecycle';
import { compileValidator, ProblemError, rawBodyText } from '@sluice/platform';
import type { FastifyRequest } from 'fastify';
import { clientOf } from '../orders/client-identity';
import { markOf, readIdempotencyKey } from '../orders/idempotency-key';

const faultsOf = compileValidator<SubmitBatchRequest>(SubmitBatchRequest);

/** The key of a batch: a mark for the whole, and one for each of its orders. */
export interface BatchKey {
  mark: IdempotencyMark;
  markOfOrder(nth: number): IdempotencyMark;
}

/**
 * The orders of a batch, none of them checked.
 *
 * @throws ProblemError `invalid-request` for what is no list of 1 to 500
 */
export function readBatch({ body }: FastifyRequest): unknown[] {
  const errors = faultsOf(body);
  if (!errors) return (body as SubmitBatchRequest).orders;
  const detail = `A batch is {"orders": […]} with 1 to ${LARGEST_BATCH} orders.`;
  throw new ProblemError('invalid-request', detail, { errors });
}

/**
 * What an `Idempotency-Key` means for a batch: each order is remembered on its own, under its place
 * and with the fingerprint of the whole body, so that a repetition meets exactly what was taken in.
 *
 * @throws ProblemError `invalid-request`
 */
export function readBatchKey(request: FastifyRequest): BatchKey | undefined {
  const field = request.headers['idempotency-key'];
  if (field === undefined) return undefined;
  const client = clientOf(request);
  const key = readIdempotencyKey(String(field));
  const mark = markOf(client, key, rawBodyText(request));
  // A key has no line feed, so no key of a client can be another one's place in a batch.
  const hashOf = (nth: number): string => markOf(client, `${key}\nbatch ${nth}`, '').hash;
  return { mark, markOfOrder: (nth) => ({ ...mark, hash: hashOf(nth) }) };
}
