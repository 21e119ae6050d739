import type { OrderRecord } from '@sluice/task-queue';
import { ProblemError } from '@sluice/platform';
import { toOrderResponse } from './order.mapper';

/** What is answered about an order that expired: `order-expired` (410) with the order. */
export function expiredProblem(
  order: OrderRecord,
  headers: Record<string, string> = {},
): ProblemError {
  return new ProblemError(
    'order-expired',
    'The order was not begun before its deadline. The backend never saw it; submit it anew under another order number.',
    { headers, extensions: { order: toOrderResponse(order) } },
  );
}
