import { orderPath, rfc3339 } from '@sluice/task-queue';

export { orderPath, toOrderResponse } from '@sluice/task-queue';

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
  notBeforeMs?: number,
): string {
  const accepted = rfc3339(acceptedAtMs);
  const self = orderPath(orderId);
  const notBefore = notBeforeMs === undefined ? '' : `"notBefore":"${rfc3339(notBeforeMs)}",`;
  return `{"id":"${orderId}","orderNumber":"${orderNumber}","status":"queued","acceptedAt":"${accepted}","updatedAt":"${accepted}","expiresAt":"${rfc3339(expiresAtMs)}",${notBefore}"attempts":0,"links":{"self":"${self}","events":"${self}/events"}}`;
}
