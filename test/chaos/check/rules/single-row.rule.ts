import type { OrderStory } from '../order-story.ts';
import type { Violation } from '../violation.ts';

/** The backend has no order number twice. */
export function checkSingleRow({ orderNumber, rows }: OrderStory): Violation[] {
  return rows.slice(1).map(({ orderId }) => ({
    kind: 'doubled',
    rule: 'one ledger row at most',
    orderNumber,
    expected: `one row, which is ${rows[0]?.orderId}`,
    seen: `a further row, ${orderId}`,
  }));
}
