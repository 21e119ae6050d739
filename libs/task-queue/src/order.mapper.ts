import type { OrderResponse } from '@sluice/contracts';
import type { OrderRecord } from './order-record';

/** Where an order is read: a path on any gateway. */
export function orderPath(orderId: string): string {
  return `/v1/orders/${orderId}`;
}

/** Record → resource: the one shape in which `GET`, replies, events and callbacks show an order. */
export function toOrderResponse(record: OrderRecord): OrderResponse {
  const { orderId, status, result, error } = record;
  const self = orderPath(orderId);
  return {
    id: orderId,
    orderNumber: record.orderNumber,
    status,
    acceptedAt: rfc3339(record.acceptedAtMs),
    updatedAt: rfc3339(record.updatedAtMs),
    expiresAt: record.expiresAtMs === null ? null : rfc3339(record.expiresAtMs),
    ...(record.notBeforeMs === undefined ? {} : { notBefore: rfc3339(record.notBeforeMs) }),
    attempts: record.attempts,
    ...(status === 'completed' ? { result } : {}),
    ...(status === 'failed' && error ? { error } : {}),
    links: { self, events: `${self}/events` },
  };
}

const remembered = new Map<number, string>();
const MOST_REMEMBERED = 16;

/** RFC 3339 in UTC with milliseconds. Orders of a batch share their times, so the last few are kept. */
export function rfc3339(timeMs: number): string {
  const known = remembered.get(timeMs);
  if (known !== undefined) return known;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const text = new Date(timeMs).toISOString();
  remembered.set(timeMs, text);
  return text;
}
