import { setTimeout as pause } from 'node:timers/promises';
import { atMost } from '../measure/at-most.ts';
import { sampleOrderText } from '../measure/sample-order.ts';
import { median } from '../measure/statistics.ts';
import { CONNECTIONS, type DepthSubject } from './depth-subject.ts';

const TTL_S = 3;
const POLL_MS = 50;
const LOOK_UPS = 200;

/** Far longer than any reconciler that still works; the benchmark fails then. */
const LOST_AFTER_MS = 300_000;

/** Cancels waiting orders over all connections; gives how many a second. @throws Error unless all were */
export async function cancelAll(
  { client, queue }: DepthSubject,
  orderIds: readonly string[],
): Promise<number> {
  const before = await queue.state();
  const startedMs = performance.now();
  const statuses = await atMost(CONNECTIONS, orderIds, (id) =>
    client.ask('DELETE', `/v1/orders/${id}`),
  );
  const elapsedMs = performance.now() - startedMs;
  const refused = statuses.find((status) => status !== 200);
  if (refused !== undefined) throw new Error(`a cancel was answered ${refused}`);
  const { queued } = await queue.state();
  const gone = before.queued - queued;
  if (gone !== orderIds.length) throw new Error(`${orderIds.length} cancelled, ${gone} gone`);
  return (orderIds.length * 1_000) / elapsedMs;
}

/**
 * Takes in orders that wait for a few seconds at most, and waits until all are expired.
 * @throws Error when one is not taken in, or does not expire within minutes
 */
export async function expire(
  { client, queue }: DepthSubject,
  count: number,
  prefix: string,
): Promise<{ expiredAfterMs: number; orderNumbers: string[] }> {
  const before = await expiredOf(queue);
  const orderNumbers = Array.from({ length: count }, (_, nth) => `${prefix}${nth}`);
  const statuses = await atMost(CONNECTIONS, orderNumbers, async (orderNumber) => {
    const fields = { 'order-ttl': String(TTL_S) };
    return (await client.submit('/v1/orders/async', sampleOrderText(orderNumber), fields)).status;
  });
  const lastDueMs = performance.now() + TTL_S * 1_000;
  const refused = statuses.find((status) => status !== 202);
  if (refused !== undefined) throw new Error(`an order was answered ${refused}`);
  while ((await expiredOf(queue)) - before < count) {
    if (performance.now() - lastDueMs > LOST_AFTER_MS) throw new Error('not all orders expire');
    await pause(POLL_MS);
  }
  return { expiredAfterMs: Math.max(0, performance.now() - lastDueMs), orderNumbers };
}

/** Median ms of finding an order by its number, one after the other. @throws Error unless it works */
export async function lookUp(
  { client }: DepthSubject,
  orderNumbers: readonly string[],
): Promise<number> {
  const tookMs: number[] = [];
  for (const orderNumber of orderNumbers.slice(0, LOOK_UPS)) {
    const startedMs = performance.now();
    const status = await client.ask('GET', `/v1/orders?orderNumber=${orderNumber}`);
    if (status !== 200) throw new Error(`a look-up was answered ${status}`);
    tookMs.push(performance.now() - startedMs);
  }
  return median(tookMs);
}

async function expiredOf(queue: DepthSubject['queue']): Promise<number> {
  return (await queue.state()).ended['expired'] ?? 0;
}
