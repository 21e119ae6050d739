import { LARGEST_BATCH, SubmitBatchRequest } from '@sluice/contracts';
import { compileValidator, ProblemError, rawBodyText } from '@sluice/platform';
import type { FastifyRequest } from 'fastify';
import { clientOf } from '../orders/client-identity';
import { idempotencyOf, readIdempotencyKey } from '../orders/idempotency-key';
import type { CoveringKey } from './batch-orders.service';

const faultsOf = compileValidator<SubmitBatchRequest>(SubmitBatchRequest);

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
 * @param keptMs how long the key of a batch is kept
 * @throws ProblemError `invalid-request`
 */
export function readBatchKey(
  request: FastifyRequest,
  orders: number,
  keptMs: number,
): CoveringKey | undefined {
  const field = request.headers['idempotency-key'];
  if (field === undefined) return undefined;
  const client = clientOf(request);
  const key = readIdempotencyKey(String(field));
  const record = idempotencyOf(client, key, rawBodyText(request));
  // A key has no line feed, so no key of a client can be another one's place in a batch.
  const hashOf = (nth: number): string => idempotencyOf(client, `${key}\nbatch ${nth}`, '').hash;
  const batch = { hash: record.hash, keptMs };
  const ofOrders = Array.from({ length: orders }, (_, nth) => {
    return { ...record, hash: hashOf(nth), batch };
  });
  return { client, record, ofOrders };
}
