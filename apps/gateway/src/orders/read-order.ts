import { SubmitOrderRequest } from '@sluice/contracts';
import type { IdempotencyRecord, IncomingOrder } from '@sluice/task-queue';
import { bodyText, compileValidator, ProblemError, rawBodyText } from '@sluice/platform';
import type { FastifyRequest } from 'fastify';
import { callbackPolicyOf } from './callback-policy';
import { clientOf } from './client-identity';
import { idempotencyOf, readIdempotencyKey } from './idempotency-key';
import type { SubmissionOptions } from './order-headers';

const faultsOf = compileValidator<SubmitOrderRequest>(SubmitOrderRequest);

const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * Request → order to be taken in; the one edge where untrusted input becomes an order.
 *
 * @throws ProblemError `invalid-request` naming every broken rule
 */
export function readOrder(request: FastifyRequest): IncomingOrder {
  const order = readOrderValue(request, request.body, bodyText(request));
  const field = request.headers['idempotency-key'];
  if (field !== undefined) order.idempotency = readIdempotency(request, field);
  return order;
}

/**
 * One order of a request, which may carry several; its idempotency is the caller's business.
 *
 * @param orderJson the value as JSON
 * @throws ProblemError `invalid-request` naming every broken rule, with pointers into this order
 */
export function readOrderValue(
  request: FastifyRequest,
  value: unknown,
  orderJson: string,
): IncomingOrder {
  const errors = faultsOf(value);
  if (errors) throw new ProblemError('invalid-request', undefined, { errors });
  const { orderNumber, callbackUrl } = value as SubmitOrderRequest;
  return {
    client: clientOf(request),
    orderNumber,
    correlationId: request.id,
    traceparent: readTraceparent(request.headers.traceparent),
    callbackUrl: callbackPolicyOf(request).read(callbackUrl),
    orderJson,
    ttlMs: undefined,
    priority: undefined,
    notBeforeMs: undefined,
    idempotency: undefined,
  };
}

function readIdempotency(request: FastifyRequest, field: string | string[]): IdempotencyRecord {
  return idempotencyOf(clientOf(request), readIdempotencyKey(String(field)), rawBodyText(request));
}

/** Has an order ask for what its request's headers ask for. */
export function applyOptions(
  order: IncomingOrder,
  { ttlMs, priority, notBeforeMs }: SubmissionOptions,
): void {
  order.ttlMs = ttlMs;
  order.priority = priority;
  order.notBeforeMs = notBeforeMs;
}

/** A malformed trace context is ignored, as W3C asks. */
export function readTraceparent(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' && TRACEPARENT.test(value) ? value : undefined;
}
