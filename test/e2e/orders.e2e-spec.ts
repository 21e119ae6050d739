import { type Stack, setProfile, startStack } from '../../scripts/stack/stack.ts';
import { eventually } from '../support/eventually';
import { newOrder, send } from './http-client';

let stack: Stack;
let gateway: string;

beforeAll(async () => {
  stack = await startStack({
    gateways: 2,
    env: { SYNC_MAX_IN_FLIGHT: '3', SYNC_TIMEOUT_MS: '2000', QUEUE_LIMIT: '50' },
  });
  gateway = stack.gatewayUrls[0]!;
}, 60_000);

afterAll(() => stack.stop(), 30_000);

beforeEach(() => setProfile(stack.backendUrl, 'steady'));

const asyncUrl = () => `${gateway}/v1/orders/async`;
const syncUrl = () => `${gateway}/v1/orders/sync`;
const ordersUrl = (id: unknown) => `${gateway}/v1/orders/${String(id)}`;

async function ended(id: unknown) {
  return eventually(
    async () => {
      const answer = await send('GET', ordersUrl(id));
      expect(['queued', 'processing']).not.toContain(answer.body.status);
      return answer;
    },
    { timeoutMs: 15_000 },
  );
}

async function savedAtBackend(id: unknown) {
  return send('GET', `${stack.backendUrl}/orders/${String(id)}`);
}

async function whilePaused<T>(work: () => Promise<T>): Promise<T> {
  expect((await send('POST', `${gateway}/v1/queues/orders/pause`)).body.paused).toBe(true);
  try {
    return await work();
  } finally {
    await send('POST', `${gateway}/v1/queues/orders/resume`);
  }
}

describe('POST /v1/orders/async', () => {
  it('answers 202 with everything a client needs to follow the order, and saves it as it was', async () => {
    const order = newOrder({
      notes: 'Grüße, 世界 \u{1f4e6}\nsecond line',
      customerId: 'c-7',
      currency: 'EUR',
    });
    const taken = await send('POST', asyncUrl(), order, { 'x-correlation-id': 'my-id_1.2' });
    expect(taken.status).toBe(202);
    expect(taken.headers.get('location')).toBe(`/v1/orders/${String(taken.body.id)}`);
    expect(Number(taken.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(taken.headers.get('x-correlation-id')).toBe('my-id_1.2');
    expect(taken.body).toMatchObject({
      orderNumber: order.orderNumber,
      status: 'queued',
      attempts: 0,
    });

    const done = await ended(taken.body.id);
    expect(done.body).toMatchObject({ status: 'completed', attempts: 1 });
    expect((await savedAtBackend(taken.body.id)).body).toMatchObject({ order });
  });

  it('refuses a second order with the same number, on any gateway, and names the first', async () => {
    const order = newOrder();
    const first = await send('POST', asyncUrl(), order);
    const second = await send('POST', `${stack.gatewayUrls[1]}/v1/orders/async`, order);
    expect(second.status).toBe(409);
    expect(second.headers.get('content-type')).toBe('application/problem+json');
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect(second.body).toMatchObject({ code: 'duplicate-order', status: 409, retryable: false });
    expect(second.body.orderStatus).toEqual(expect.any(String));
  });

  it('gives the first answer again for the same Idempotency-Key', async () => {
    const order = newOrder();
    const key = { 'idempotency-key': `"${order.orderNumber}"` };
    const first = await send('POST', asyncUrl(), order, key);
    const again = await send('POST', `${stack.gatewayUrls[1]}/v1/orders/async`, order, key);
    expect(again.status).toBe(202);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.body.id).toBe(first.body.id);
    const other = await send('POST', asyncUrl(), newOrder(), key);
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    const bad = await send('POST', asyncUrl(), newOrder(), { 'idempotency-key': '"open' });
    expect(bad).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  });

  it('makes one order of a hundred identical requests at once over two gateways', async () => {
    const order = newOrder();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        send('POST', `${stack.gatewayUrls[i % 2]}/v1/orders/async`, order),
      ),
    );
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(99);
  });

  it('refuses beyond the queue limit, with Retry-After, and takes the rest', async () => {
    await whilePaused(async () => {
      const answers = await Promise.all(
        Array.from({ length: 70 }, () => send('POST', asyncUrl(), newOrder())),
      );
      const refused = answers.filter(({ status }) => status === 503);
      expect(answers.filter(({ status }) => status === 202)).toHaveLength(50);
      expect(refused).toHaveLength(20);
      for (const { body, headers } of refused) {
        expect(body).toMatchObject({ code: 'queue-full', retryable: true });
        expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      }
    });
    await eventually(async () => {
      const { body } = await send('GET', `${gateway}/v1/queues/orders`);
      expect(body.queued).toBe(0);
    });
  });

  it('expires what was not begun in time; the backend never sees it', async () => {
    const taken = await whilePaused(async () => {
      const answer = await send('POST', asyncUrl(), newOrder(), { 'order-ttl': '1' });
      await eventually(async () => {
        expect((await send('GET', ordersUrl(answer.body.id))).status).toBe(410);
      });
      return answer;
    });
    const gone = await send('GET', ordersUrl(taken.body.id));
    expect(gone.body).toMatchObject({
      code: 'order-expired',
      order: { status: 'expired', attempts: 0 },
    });
    expect((await savedAtBackend(taken.body.id)).status).toBe(404);
  });

  it.each([
    ['{"orderNumber":"x"', 400, 'invalid-json'],
    ['', 400, 'invalid-json'],
    ['[]', 400, 'invalid-request'],
    [
      '{"orderNumber":"a","orderNumber":"b","items":[{"sku":"s","quantity":1,"unitPrice":1}]}',
      400,
      'invalid-request',
    ],
    [
      '{"orderNumber":"a","items":[{"sku":"s","quantity":"1","unitPrice":1}]}',
      400,
      'invalid-request',
    ],
    [
      '{"orderNumber":"a","items":[{"sku":"s","quantity":1.00000000000000000001,"unitPrice":1}]}',
      400,
      'invalid-request',
    ],
    [
      '{"orderNumber":"a","items":[{"sku":"s","quantity":1,"unitPrice":1}],"__proto__":{}}',
      400,
      'invalid-request',
    ],
    [
      '{"orderNumber":"a","items":[{"sku":"\\ud800","quantity":1,"unitPrice":1}]}',
      400,
      'invalid-request',
    ],
    [
      '{"orderNumber":"a","items":[{"sku":"s","quantity":1,"unitPrice":1}],"notes":null}',
      400,
      'invalid-request',
    ],
    [`${'['.repeat(5000)}${']'.repeat(5000)}`, 400, 'invalid-request'],
    [`{"notes":"${'x'.repeat(70_000)}"}`, 413, 'body-too-large'],
  ])('refuses %.60s', async (body, status, code) => {
    const answer = await send('POST', asyncUrl(), body);
    expect(answer).toMatchObject({ status, body: { code, status } });
  });

  it('names every fault by JSON pointer', async () => {
    const { body } = await send('POST', asyncUrl(), {
      orderNumber: 'a b',
      items: [{ sku: 's', quantity: 0, unitPrice: 1, extra: 1 }],
    });
    const pointers = (body.errors as { pointer: string }[]).map(({ pointer }) => pointer).sort();
    expect(pointers).toEqual(['/items/0/extra', '/items/0/quantity', '/orderNumber']);
  });
});

describe('POST /v1/orders/sync', () => {
  it('answers 200 with the completed order', async () => {
    const { status, body } = await send('POST', syncUrl(), newOrder());
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'completed', attempts: 1, expiresAt: null });
    expect((await savedAtBackend(body.id)).status).toBe(200);
  });

  it('shares its order numbers with the async path', async () => {
    const order = newOrder();
    await send('POST', syncUrl(), order);
    expect(await send('POST', asyncUrl(), order)).toMatchObject({
      status: 409,
      body: { code: 'duplicate-order', orderStatus: 'completed' },
    });
  });

  it('gives 504 with a Location, and the order ends well in the background', async () => {
    await setProfile(stack.backendUrl, { latency: { kind: 'fixed', ms: 2600 }, workers: 16 });
    const order = newOrder();
    const key = { 'idempotency-key': `"${order.orderNumber}"` };
    const late = await send('POST', syncUrl(), order, key);
    expect(late).toMatchObject({ status: 504, body: { code: 'backend-timeout', retryable: true } });
    const location = late.headers.get('location')!;
    expect(await send('POST', syncUrl(), order)).toMatchObject({ status: 409 });
    expect(await send('POST', syncUrl(), order, key)).toMatchObject({
      status: 409,
      body: { code: 'idempotency-key-in-use' },
    });
    const done = await ended(location.split('/').pop());
    expect(done.body).toMatchObject({ status: 'completed' });
    const again = await send('POST', syncUrl(), order, key);
    expect(again).toMatchObject({ status: 200, body: { status: 'completed' } });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });

  it.each([
    ['500', 'before-commit'],
    ['500', 'after-commit'],
    ['reset', 'after-commit'],
    ['garbage', 'before-commit'],
    ['huge', 'before-commit'],
  ])(
    'gives 502 when the backend breaks (%s %s) and finds the truth out afterwards',
    async (kind, when) => {
      await setProfile(stack.backendUrl, {
        latency: { kind: 'fixed', ms: 5 },
        workers: 16,
        failure: { kind, rate: 1, when },
      });
      const broken = await send('POST', syncUrl(), newOrder());
      expect(broken).toMatchObject({ status: 502, body: { code: 'backend-failed' } });
      await setProfile(stack.backendUrl, 'steady');
      const id = broken.headers.get('location')!.split('/').pop();
      expect((await ended(id)).body).toMatchObject({ status: 'completed' });
      expect((await savedAtBackend(id)).body).toMatchObject({ orderId: id });
    },
  );

  it.each(['garbage', 'huge'])(
    'gives 200 without a result when only the body of the answer is broken (%s)',
    async (kind) => {
      await setProfile(stack.backendUrl, {
        latency: { kind: 'fixed', ms: 5 },
        workers: 16,
        failure: { kind, rate: 1, when: 'after-commit' },
      });
      const saved = await send('POST', syncUrl(), newOrder());
      expect(saved).toMatchObject({ status: 200, body: { status: 'completed', result: null } });
      await setProfile(stack.backendUrl, 'steady');
      expect((await savedAtBackend(saved.body.id)).body).toMatchObject({ orderId: saved.body.id });
    },
  );

  it('gives 422 with the reason when the backend refuses', async () => {
    await setProfile(stack.backendUrl, {
      latency: { kind: 'fixed', ms: 5 },
      workers: 16,
      failure: { kind: '400', rate: 1, when: 'before-commit' },
    });
    const order = newOrder();
    const refused = await send('POST', syncUrl(), order);
    expect(refused).toMatchObject({ status: 422, body: { code: 'order-rejected' } });
    const seen = await send('GET', `${gateway}${refused.headers.get('location')}`);
    expect(seen.body).toMatchObject({ status: 'failed', error: { code: 'order-rejected' } });
  });

  it('refuses at once when its pool is full, claims nothing, and says so in /health', async () => {
    await setProfile(stack.backendUrl, { latency: { kind: 'fixed', ms: 1500 }, workers: 16 });
    const orders = Array.from({ length: 8 }, () => newOrder());
    const pending = orders.map((order) => send('POST', syncUrl(), order));
    const sick = await eventually(async () => {
      const answer = await send('GET', `${gateway}/health`);
      expect(answer.status).toBe(503);
      return answer;
    });
    expect(sick.body).toMatchObject({
      code: 'gateway-saturated',
      details: { syncPool: { status: 'down' } },
    });
    const answers = await Promise.all(pending);
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200, 200, 200, 503, 503, 503, 503, 503,
    ]);
    const refused = orders[answers.findIndex(({ status }) => status === 503)]!;
    expect((await send('POST', syncUrl(), refused)).status).toBe(200);
    expect((await send('GET', `${gateway}/health`)).status).toBe(200);
  });
});

describe('an order afterwards', () => {
  it('is cancelled while queued, and the backend never sees it', async () => {
    const taken = await whilePaused(async () => {
      const answer = await send('POST', asyncUrl(), newOrder());
      const cancelled = await send('DELETE', ordersUrl(answer.body.id));
      expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled' } });
      expect((await send('DELETE', ordersUrl(answer.body.id))).status).toBe(200);
      return answer;
    });
    expect((await send('GET', ordersUrl(taken.body.id))).body.status).toBe('cancelled');
    expect((await savedAtBackend(taken.body.id)).status).toBe(404);
  });

  it('cannot be cancelled once it is done', async () => {
    const { body } = await send('POST', syncUrl(), newOrder());
    expect(await send('DELETE', ordersUrl(body.id))).toMatchObject({
      status: 409,
      body: { code: 'order-not-cancellable', orderStatus: 'completed' },
    });
  });

  it.each(['nonsense', '00000000-0000-8000-8000-000000000000', '%00', 'a'.repeat(300)])(
    'is not found under %.20s',
    async (id) => {
      const answer = await send('GET', ordersUrl(id));
      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject({ code: 'not-found' });
    },
  );

  it('tells what the backend refused and how to recover; an operator can retry it', async () => {
    await setProfile(stack.backendUrl, {
      latency: { kind: 'fixed', ms: 5 },
      workers: 16,
      failure: { kind: '400', rate: 1, when: 'before-commit' },
    });
    const { body } = await send('POST', asyncUrl(), newOrder());
    const failed = await ended(body.id);
    expect(failed.body).toMatchObject({ status: 'failed', error: { code: 'order-rejected' } });
    expect((failed.body.error as { detail: string }).detail).toMatch(/order number/);

    await setProfile(stack.backendUrl, 'steady');
    const letters = `${gateway}/v1/queues/orders/dead-letters`;
    const listed = (await send('GET', letters)).body.deadLetters as { id: string }[];
    expect(listed.map(({ id }) => id)).toContain(body.id);
    const retried = await send('POST', `${letters}/${String(body.id)}/retry`);
    expect(retried.status).toBe(202);
    expect(retried.body.status).not.toBe('failed');
    expect((await ended(body.id)).body).toMatchObject({ status: 'completed', attempts: 2 });
  });
});

describe('operators', () => {
  it('see the queue and reach every worker', async () => {
    const limited = await send('PATCH', `${gateway}/v1/queues/orders/limiter`, { concurrency: 5 });
    expect(limited).toMatchObject({
      status: 200,
      body: { name: 'orders', silentWorkers: [], workers: [{ limiter: { concurrency: 5 } }] },
    });
    await send('PATCH', `${gateway}/v1/queues/orders/limiter`, { concurrency: 16 });
    expect(
      (await send('PATCH', `${gateway}/v1/queues/orders/limiter`, { concurrency: 0 })).status,
    ).toBe(400);
    expect((await send('GET', `${gateway}/v1/queues/nothing`)).status).toBe(404);
  });

  it('read metrics of every app', async () => {
    for (const url of [gateway, stack.workerUrls[0]!, stack.backendUrl]) {
      const text = await (await fetch(`${url}/metrics`)).text();
      expect(text).toMatch(/^sluice_nodejs_eventloop_lag_seconds/m);
      expect(text).toMatch(/^# TYPE sluice_nodejs_gc_duration_seconds histogram/m);
    }
    const metrics = await (await fetch(`${gateway}/metrics`)).text();
    expect(metrics).toMatch(/^sluice_orders_accepted_total\{app="gateway"\} [1-9]/m);
    expect(metrics).toMatch(/^sluice_queue_orders\{state="queued",app="gateway"\} /m);
  });
});
