import { SubmitOrderRequest } from '@sluice/contracts';
import type { IdempotencyMark, IncomingOrder } from '@sluice/order-lifecycle';
import { bodyText, compileValidator, ProblemError, rawBodyText } from '@sluice/platform';
import type { FastifyRequest } from 'fastify';
import { markOf, readIdempotencyKey } from './idempotency-key';

const faultsOf = compileValidator<SubmitOrderRequest>(SubmitOrderRequest);

/** The client behind every request as long as no API keys are set up. */
export const ANONYMOUS = 'anonymous';

const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * Request → order to be taken in; the one edge where untrusted input becomes an order.
 *
 * @throws ProblemError `invalid-request` naming every broken rule
 */
export function readOrder(request: FastifyRequest): IncomingOrder {
  const { body, headers } = request;
  const errors = faultsOf(body);
  if (errors) throw new ProblemError('invalid-request', undefined, { errors });
  const field = headers['idempotency-key'];
  return {
    client: ANONYMOUS,
    orderNumber: (body as SubmitOrderRequest).orderNumber,
    correlationId: request.id,
    traceparent: readTraceparent(headers.traceparent),
    orderJson: bodyText(request),
    idempotency: field === undefined ? undefined : readMark(request, field),
  };
}

function readMark(request: FastifyRequest, field: string | string[]): IdempotencyMark {
  return markOf(ANONYMOUS, readIdempotencyKey(String(field)), rawBodyText(request));
}

/** A malformed trace context is ignored, as W3C asks. */
function readTraceparent(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' && TRACEPARENT.test(value) ? value : undefined;
}
