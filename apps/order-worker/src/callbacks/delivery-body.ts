import { type OrderRecord, toOrderResponse } from '@sluice/task-queue';

/** What Standard Webhooks advises to stay below. */
export const MOST_BODY_BYTES = 20_000;

/**
 * The order as `GET` would have shown it when it ended. One that is too long for a callback comes
 * without its `result`, which is read at `links.self`.
 */
export function deliveryBodyOf(order: OrderRecord): string {
  const resource = toOrderResponse(order);
  const text = JSON.stringify(resource);
  if (Buffer.byteLength(text) < MOST_BODY_BYTES) return text;
  return JSON.stringify({ ...resource, result: undefined });
}
