import { isOrderId, type RefusedVerdict } from '@sluice/task-queue';
import { ProblemError } from '@sluice/platform';
import { orderPath } from './order.mapper';

type Refusal = Exclude<RefusedVerdict, { verdict: 'replay' }>;

/** Whose room it is that an order did not find. */
export type WantOfRoom = 'full' | 'client-full' | 'stale';

/**
 * The problem of an order for which there was no room.
 *
 * @param waiting orders that wait already: of everybody, or for `client-full` of this client
 */
export function problemOfNoRoom(
  verdict: WantOfRoom,
  waiting: number,
  retryAfterS: number,
): ProblemError {
  const headers = { 'retry-after': String(retryAfterS) };
  switch (verdict) {
    case 'full':
      return new ProblemError('queue-full', `${waiting} orders are waiting already.`, { headers });
    case 'client-full':
      return new ProblemError(
        'client-queue-full',
        `${waiting} orders of this client are waiting already.`,
        { headers },
      );
    case 'stale':
      return new ProblemError('queue-stale', 'The oldest waiting order is close to its deadline.', {
        headers,
      });
  }
}

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
