import { type Stack, setProfile, startStack } from '../../scripts/stack/stack.ts';
import { eventually } from '../support/eventually';
import { type Answer, newOrder, send } from './http-client';

/** Held by the backend for so long that there is time to do something meanwhile. */
const SLOW = { latency: { kind: 'fixed', ms: 1_500 }, workers: null };
const QUICK = { latency: { kind: 'fixed', ms: 20 }, workers: null };

describe.each(['redis-pubsub', 'redis-channel', 'single-instance'])('over %s', (transport) => {
  let stack: Stack;
  const crosses = transport !== 'single-instance';

  beforeAll(async () => {
    stack = await startStack({
      gateways: crosses ? 2 : 1,
      env: { REPLY_TRANSPORT: transport, BRIDGE_MAX_WAIT_MS: '4000', ORDER_CONCURRENCY: '64' },
    });
  }, 60_000);
  afterAll(() => stack.stop(), 30_000);
  beforeEach(() => setProfile(stack.backendUrl, QUICK));

  const gateway = (nth = 0): string => stack.gatewayUrls[nth % stack.gatewayUrls.length]!;
  const submit = (
    order: object,
    prefer?: string,
    { nth = 0, ...headers }: { nth?: number; [header: string]: unknown } = {},
  ): Promise<Answer> =>
    send('POST', `${gateway(nth)}/v1/orders`, order, {
      ...(prefer === undefined ? {} : { prefer }),
      ...(headers as Record<string, string>),
    });
  const read = (id: unknown, nth = 0) => send('GET', `${gateway(nth)}/v1/orders/${String(id)}`);

  async function whilePaused<T>(work: () => Promise<T>): Promise<T> {
    await send('POST', `${gateway()}/v1/queues/orders/pause`);
    try {
      return await work();
    } finally {
      await send('POST', `${gateway()}/v1/queues/orders/resume`);
    }
  }

  it('answers with the outcome, as reading the order would', async () => {
    const order = newOrder();
    const answer = await submit(order, 'wait=3');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('preference-applied')).toBe('wait=3');
    expect(answer.headers.get('vary')).toMatch(/prefer/i);
    expect(answer.body).toMatchObject({ orderNumber: order.orderNumber, status: 'completed' });
    expect((await read(answer.body.id)).body).toEqual(answer.body);
  });

  it('waits without being asked to, and not when told not to', async () => {
    expect((await submit(newOrder())).status).toBe(200);
    const async = await submit(newOrder(), 'respond-async');
    expect(async).toMatchObject({ status: 202, body: { status: 'queued' } });
    expect(async.headers.get('preference-applied')).toBe('respond-async');
    expect(async.headers.get('location')).toBe(`/v1/orders/${String(async.body.id)}`);
    const impatient = await submit(newOrder(), 'wait=0');
    expect(impatient.status).toBe(202);
    expect(impatient.headers.get('vary')).toMatch(/prefer/i);
  });

  it('gives every one of many callers its own outcome, on all gateways', async () => {
    const orders = Array.from({ length: 60 }, () => newOrder());
    const answers = await Promise.all(orders.map((order, nth) => submit(order, 'wait=4', { nth })));
    expect(answers.map(({ body }) => body.orderNumber)).toEqual(
      orders.map(({ orderNumber }) => orderNumber),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
  });

  it('answers 202 when the wait is over, never 504', async () => {
    await setProfile(stack.backendUrl, SLOW);
    const answer = await submit(newOrder(), 'respond-async, wait=1');
    expect(answer.status).toBe(202);
    expect(answer.headers.get('preference-applied')).toBe('respond-async, wait=1');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(answer.headers.get('location')).toBe(`/v1/orders/${String(answer.body.id)}`);
    await eventually(async () => {
      expect((await read(answer.body.id)).body.status).toBe('completed');
    });
  });

  it('tells of a refusal by the backend, of a cancel and of an expiry', async () => {
    const refusing = { ...QUICK, failure: { kind: '400', rate: 1, when: 'before-commit' } };
    await setProfile(stack.backendUrl, refusing);
    expect(await submit(newOrder(), 'wait=4')).toMatchObject({
      status: 200,
      body: { status: 'failed', error: { code: 'order-rejected' } },
    });
    await whilePaused(async () => {
      const order = newOrder();
      const held = submit(order, 'wait=4');
      const { id } = await findByNumber(order.orderNumber);
      expect((await send('DELETE', `${gateway(1)}/v1/orders/${id}`)).status).toBe(200);
      expect(await held).toMatchObject({ status: 200, body: { status: 'cancelled' } });
      const expired = await submit(newOrder(), 'wait=4', { 'order-ttl': '1' });
      expect(expired).toMatchObject({ status: 410, body: { code: 'order-expired' } });
    });
  });

  it('gives the first answer again for the same Idempotency-Key, and 409 for a number taken', async () => {
    const order = newOrder();
    const key = { 'idempotency-key': `"${order.orderNumber}"` };
    const first = await submit(order, 'wait=4', key);
    const again = await submit(order, 'wait=4', { ...key, nth: 1 });
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
    expect(await submit(order, 'wait=4')).toMatchObject({
      status: 409,
      body: { code: 'duplicate-order', orderStatus: 'completed' },
    });
  });

  if (crosses) {
    it('loses no order of a gateway that is killed with callers waiting', async () => {
      await setProfile(stack.backendUrl, SLOW);
      const orders = Array.from({ length: 10 }, () => newOrder());
      const held = orders.map((order) => submit(order, 'wait=4', { nth: 1 }).catch(() => 'cut'));
      const other = submit(newOrder(), 'wait=4');
      const found = await Promise.all(orders.map(({ orderNumber }) => findByNumber(orderNumber)));
      stack.service('gateway-2').kill();
      expect(await Promise.all(held)).toEqual(orders.map(() => 'cut'));
      expect((await other).status).toBe(200);
      for (const { id } of found) {
        await eventually(async () => {
          expect((await read(id)).body.status).toBe('completed');
        });
      }
      await stack.service('gateway-2').start();
      expect((await submit(newOrder(), 'wait=4', { nth: 1 })).status).toBe(200);
    });
  }

  it('outlives its Redis: nobody hangs, and outcomes come through again afterwards', async () => {
    await setProfile(stack.backendUrl, SLOW);
    const order = newOrder();
    const held = submit(order, 'wait=3');
    const { id } = await findByNumber(order.orderNumber);
    const startedAtMs = performance.now();
    stack.service('redis').kill();
    expect(await held).toMatchObject({ status: 202, body: { id } });
    expect(performance.now() - startedAtMs).toBeLessThan(8_000);
    await setProfile(stack.backendUrl, QUICK);
    await stack.service('redis').start();
    const ended = { timeoutMs: 25_000, intervalMs: 200 };
    await eventually(async () => {
      expect((await read(id)).body.status).toBe('completed');
    }, ended);
    await eventually(async () => {
      expect((await submit(newOrder(), 'wait=3')).status).toBe(200);
    }, ended);
  }, 60_000);

  it('lets callers go at once when it drains', async () => {
    await setProfile(stack.backendUrl, SLOW);
    const order = newOrder();
    const nth = stack.gatewayUrls.length - 1;
    const held = submit(order, 'wait=4', { nth });
    await findByNumber(order.orderNumber);
    const name = nth === 0 ? 'gateway' : `gateway-${nth + 1}`;
    const stopping = stack.service(name).stop();
    // Not 200: it did not wait for the outcome.
    expect(await held).toMatchObject({ status: 202, body: { orderNumber: order.orderNumber } });
    await stopping;
    expect((await stack.service(name).ended()).code).toBe(0);
  });

  /** By way of its number: its submitter has no answer yet. */
  async function findByNumber(orderNumber: string): Promise<{ id: string }> {
    return eventually(async () => {
      const { body } = await send('GET', `${gateway()}/v1/orders?orderNumber=${orderNumber}`);
      const [order] = body.orders as { id: string }[];
      expect(order).toBeDefined();
      return order!;
    });
  }
});
