import { ProblemError } from '@sluice/platform';
import type { Delivery } from './delivery';

/** A structured-field string (quoted), or the bare token that most callers send. */
const KEY_PATTERN = /^(?:"([\x21\x23-\x5b\x5d-\x7e]{1,255})"|([\x21\x23-\x7e]{1,255}))$/;

interface DeliveryRequest {
  readonly idempotencyKey: string | undefined;
  readonly body: unknown;
  readonly bodyText: string;
}

/**
 * @returns null when the body is JSON, but no order
 * @throws ProblemError 400 `invalid-request` without a usable key
 */
export function toDelivery(request: DeliveryRequest): Delivery | null {
  const orderId = toOrderId(request.idempotencyKey);
  const orderNumber = orderNumberOf(request.body);
  return orderNumber === undefined ? null : { orderId, orderNumber, orderText: request.bodyText };
}

function toOrderId(header: string | undefined): string {
  const [, quoted, bare] = KEY_PATTERN.exec(header ?? '') ?? [];
  const orderId = quoted ?? bare;
  if (orderId !== undefined) return orderId;
  const what = header === undefined ? 'is missing' : 'is not 1–255 printable characters';
  throw new ProblemError('invalid-request', `The header Idempotency-Key (the order's id) ${what}.`);
}

/** All that this backend asks of an order is a number. */
function orderNumberOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  const { orderNumber } = body as { orderNumber?: unknown };
  return typeof orderNumber === 'string' && orderNumber !== '' ? orderNumber : undefined;
}
