import { TERMINAL_STATUSES } from '../evidence.ts';
import { promisedIds, type OrderStory } from '../order-story.ts';
import type { Violation } from '../violation.ts';

/**
 * Every promised order is still known and has ended, and so has every other one that the system took
 * in without being able to say so.
 */
export function checkPromise(story: OrderStory): Violation[] {
  return [...forgotten(story), ...unended(story), ...savedForNobody(story)];
}

function forgotten(story: OrderStory): Violation[] {
  const known = new Set(story.finals.map(({ orderId }) => orderId));
  return promisedIds(story)
    .filter((orderId) => !known.has(orderId))
    .map((orderId) => ({
      kind: 'lost',
      rule: 'promised orders are remembered',
      orderNumber: story.orderNumber,
      expected: `a record of ${orderId}, which was promised`,
      seen: 'no record at the end',
    }));
}

function unended(story: OrderStory): Violation[] {
  return story.finals
    .filter(({ status }) => !TERMINAL_STATUSES.includes(status))
    .map(({ orderId, status, attempts }) => ({
      kind: 'lost',
      rule: 'everything ends',
      orderNumber: story.orderNumber,
      expected: `${orderId} in a final state after the time to settle`,
      seen: `still ${status} after ${attempts} attempts`,
    }));
}

function savedForNobody(story: OrderStory): Violation[] {
  const known = new Set([...story.finals.map(({ orderId }) => orderId), ...promisedIds(story)]);
  return story.rows
    .filter(({ orderId }) => !known.has(orderId))
    .map(({ orderId }) => ({
      kind: 'lost',
      rule: 'what is saved is remembered',
      orderNumber: story.orderNumber,
      expected: `a record of ${orderId}, which the backend has`,
      seen: 'a ledger row without a record',
    }));
}
