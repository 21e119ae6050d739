import { setProfile, type Stack } from '../../scripts/stack/stack.ts';
import { type Answer, newOrder, send } from '../e2e/http-client';
import { eventually } from '../support/eventually';

/** Long enough for something to happen while callers wait. */
const SLOW = { latency: { kind: 'fixed', ms: 1_500 }, workers: null };

/** A caller that waits at a gateway. */
export interface Waiting {
  orderNumber: string;
  /** Undefined when the connection was cut. */
  answer: Promise<Answer | undefined>;
}

/** Submits an order at a gateway and waits `waitS` at most for its outcome. */
export function submit(url: string, waitS: number, order = newOrder()): Promise<Answer> {
  return send('POST', `${url}/v1/orders`, order, { prefer: `wait=${waitS}` });
}

/** Submits one order at each gateway and waits a while for the outcome; gives the statuses. */
export function ask(urls: readonly string[], waitS = 3): Promise<number[]> {
  return Promise.all(urls.map(async (url) => (await submit(url, waitS)).status));
}

/** Callers at each of the gateways, whose orders are accepted and slow. */
export async function callersWaiting(
  stack: Stack,
  each: number,
  waitS: number,
): Promise<Waiting[][]> {
  await setProfile(stack.backendUrl, SLOW);
  const callers = stack.gatewayUrls.map((url) =>
    Array.from({ length: each }, () => call(url, waitS)),
  );
  await Promise.all(callers.flat().map(({ orderNumber }) => found(stack, orderNumber)));
  return callers;
}

/** Resolves when the order that has this number is completed, by the word of the first gateway. */
export async function completed(stack: Stack, orderNumber: string): Promise<void> {
  await eventually(
    async () => expect((await found(stack, orderNumber))['status']).toBe('completed'),
    { timeoutMs: 30_000, intervalMs: 100 },
  );
}

function call(url: string, waitS: number): Waiting {
  const order = newOrder();
  const answer = submit(url, waitS, order).catch(() => undefined);
  return { orderNumber: order.orderNumber, answer };
}

function found(stack: Stack, orderNumber: string): Promise<Record<string, unknown>> {
  const [gateway = ''] = stack.gatewayUrls;
  return eventually(async () => {
    const { body } = await send('GET', `${gateway}/v1/orders?orderNumber=${orderNumber}`);
    const [order] = body['orders'] as Record<string, unknown>[];
    if (!order) throw new Error(`no order ${orderNumber}`);
    return order;
  });
}
