import { type Stack, startStack } from '../../scripts/stack/stack.ts';
import { eventually } from '../support/eventually';
import { sampleOrders, type SpelledOrder } from '../support/spelled-order';
import { send } from './http-client';

const SEED = Date.now() % 1_000_000_000;

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ gateways: 2 });
}, 60_000);

afterAll(() => stack.stop(), 30_000);

const url = (i: number, path: string) => `${stack.gatewayUrls[i % 2]}/v1/orders/${path}`;

/** The texts that the backend was sent, by order number; never parsed on the way here. */
async function ledger(): Promise<Map<string, string>> {
  const response = await fetch(`${stack.backendUrl}/orders`);
  const lines = (await response.text()).split('\n').filter(Boolean);
  return new Map(
    lines.map((line) => {
      const [, orderNumber = '', order = ''] =
        /^\{"orderId":"[^"]*","orderNumber":"([^"]*)","order":(.*),"savedAt":"/s.exec(line) ?? [];
      return [orderNumber, order];
    }),
  );
}

async function expectSaved(orders: SpelledOrder[]): Promise<void> {
  const wanted = Object.fromEntries(
    orders.map(({ orderNumber, expected }) => [orderNumber, expected]),
  );
  await eventually(
    async () => {
      const saved = await ledger();
      expect(orders.filter(({ orderNumber }) => !saved.has(orderNumber))).toEqual([]);
      const got = orders.map(({ orderNumber }) => [orderNumber, saved.get(orderNumber)]);
      expect(Object.fromEntries(got)).toEqual(wanted);
    },
    { timeoutMs: 20_000 },
  );
}

describe(`what is accepted reaches the backend byte for byte (seed ${SEED})`, () => {
  it.each(['async', 'sync'])('by POST /v1/orders/%s', async (path) => {
    const orders = sampleOrders(`${path}-${SEED}`, 100, SEED);
    for (let i = 0; i < orders.length; i += 20) {
      const chunk = orders.slice(i, i + 20);
      const answers = await Promise.all(
        chunk.map(({ spelled }, j) => send('POST', url(j, path), spelled)),
      );
      expect(answers.filter(({ status }) => status > 202).map(({ body }) => body)).toEqual([]);
    }
    await expectSaved(orders);
  });

  it('by POST /v1/orders/batch', async () => {
    const orders = sampleOrders(`batch-${SEED}`, 200, SEED + 1);
    const body = `{"orders":[${orders.map(({ spelled }) => spelled).join()}]}`;
    const answer = await send('POST', url(0, 'batch'), body);
    expect(answer.status).toBe(202);
    await expectSaved(orders);
  });
});
