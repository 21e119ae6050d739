import type { OrderStory } from '../order-story.ts';
import type { Violation } from '../violation.ts';

/** Neither the backend nor the system has an order number twice, nor one that nobody sent. */
export function checkSingleRow(story: OrderStory): Violation[] {
  return [...furtherRows(story), ...furtherRecords(story), ...unknownRecords(story)];
}

function furtherRows({ orderNumber, rows }: OrderStory): Violation[] {
  return rows.slice(1).map(({ orderId }) => ({
    kind: 'doubled',
    rule: 'one ledger row at most',
    orderNumber,
    expected: `one row, which is ${rows[0]?.orderId}`,
    seen: `a further row, ${orderId}`,
  }));
}

function furtherRecords({ orderNumber, finals }: OrderStory): Violation[] {
  return finals.slice(1).map(({ orderId }) => ({
    kind: 'doubled',
    rule: 'one record at most',
    orderNumber,
    expected: `one record, which is ${finals[0]?.orderId}`,
    seen: `a further record, ${orderId}`,
  }));
}

function unknownRecords({ orderNumber, finals, submissions }: OrderStory): Violation[] {
  if (submissions.length > 0) return [];
  return finals.map(({ orderId }) => ({
    kind: 'leak',
    rule: 'records are of orders that were submitted',
    orderNumber,
    expected: 'no record',
    seen: orderId,
  }));
}
