import { isOrderId, type RefusedVerdict } from '@sluice/order-lifecycle';
import { ProblemError } from '@sluice/platform';
import { orderPath } from './order.mapper';

type Refusal = Exclude<RefusedVerdict, { verdict: 'replay' }>;

/** The problem of an order that was refused because of another one. */
export function problemOfRefusal(refusal: Refusal): ProblemError {
  // A key that came with a batch names no single order.
  const headers: Record<string, string> = isOrderId(refusal.orderId)
    ? { location: orderPath(refusal.orderId) }
    : {};
  return refusal.verdict === 'duplicate'
    ? new ProblemError(
        'duplicate-order',
        'An order with this number was submitted before; read it at the Location.',
        { headers, extensions: { orderStatus: refusal.status } },
      )
    : new ProblemError(
        'idempotency-key-reused',
        'This Idempotency-Key came with another body before; use a new key for a new order.',
        { headers },
      );
}
