import type { OrderRecord } from '@sluice/task-queue';
import { toOrderResponse } from '../orders/order.mapper';

/** Keeps proxies from taking a quiet stream for a dead one; no event. */
export const KEEP_ALIVE = ':\n\n';

const SHORTEST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 3_000;

/** An order's state as an event; JSON text has no line breaks. */
export function statusEvent(order: OrderRecord): string {
  const data = JSON.stringify(toOrderResponse(order));
  return `event: status\nid: ${order.revision}\ndata: ${data}\n\n`;
}

/** How soon to connect again; drawn, or the clients of a gateway that ends would come back at once. */
export function retryField(random: () => number = Math.random): string {
  const spreadMs = LONGEST_RETRY_MS - SHORTEST_RETRY_MS;
  return `retry: ${Math.round(SHORTEST_RETRY_MS + random() * spreadMs)}\n\n`;
}
