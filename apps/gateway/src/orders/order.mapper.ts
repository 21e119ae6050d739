import type { OrderResponse } from '@sluice/contracts';
import type { OrderRecord } from '@sluice/order-lifecycle';

/** Where an order is read. */
export function orderPath(orderId: string): string {
  return `/v1/orders/${orderId}`;
}

/** Record → resource. */
export function toOrderResponse(record: OrderRecord): OrderResponse {
  const { orderId, status, result, error } = record;
  return {
    id: orderId,
    orderNumber: record.orderNumber,
    status,
    acceptedAt: rfc3339(record.acceptedAtMs),
    updatedAt: rfc3339(record.updatedAtMs),
    expiresAt: record.expiresAtMs === null ? null : rfc3339(record.expiresAtMs),
    attempts: record.attempts,
    ...(status === 'completed' ? { result } : {}),
    ...(status === 'failed' && error ? { error } : {}),
    links: linksOf(orderId),
  };
}

/**
 * The resource of an order that has just been queued, as JSON text. The same as
 * `JSON.stringify(toOrderResponse(…))` of its record, at a fraction of the cost: no member here can
 * hold a character that JSON would escape.
 */
export function queuedOrderJson(
  orderId: string,
  orderNumber: string,
  acceptedAtMs: number,
  expiresAtMs: number,
): string {
  const accepted = rfc3339(acceptedAtMs);
  const self = orderPath(orderId);
  return `{"id":"${orderId}","orderNumber":"${orderNumber}","status":"queued","acceptedAt":"${accepted}","updatedAt":"${accepted}","expiresAt":"${rfc3339(expiresAtMs)}","attempts":0,"links":{"self":"${self}","events":"${self}/events"}}`;
}

function linksOf(orderId: string): OrderResponse['links'] {
  const self = orderPath(orderId);
  return { self, events: `${self}/events` };
}

const remembered = new Map<number, string>();
const MOST_REMEMBERED = 16;

/** All orders of a batch share their times, so the last few texts are worth keeping. */
function rfc3339(timeMs: number): string {
  const known = remembered.get(timeMs);
  if (known !== undefined) return known;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const text = new Date(timeMs).toISOString();
  remembered.set(timeMs, text);
  return text;
}
