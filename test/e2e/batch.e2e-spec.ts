import { type Stack, setProfile, startStack } from '../../scripts/stack/stack.ts';
import { eventually } from '../support/eventually';
import { newOrder, send } from './http-client';

interface Result {
  status: number;
  order?: { id: string; orderNumber: string; status: string };
  problem?: { code: string; errors?: { pointer: string }[] };
  location?: string;
}

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ gateways: 2, env: { QUEUE_LIMIT: '600', ORDER_CONCURRENCY: '64' } });
  await setProfile(stack.backendUrl, { latency: { kind: 'fixed', ms: 1 }, workers: null });
}, 60_000);
afterAll(() => stack.stop(), 30_000);
beforeEach(async () => {
  await eventually(async () => {
    const { body } = await send('GET', `${stack.gatewayUrls[0]}/v1/queues/orders`);
    expect(body.queued).toBe(0);
  });
});

const submit = async (batch: unknown, headers: Record<string, string> = {}, nth = 0) => {
  const answer = await send('POST', `${stack.gatewayUrls[nth]}/v1/orders/batch`, batch, headers);
  return { ...answer, results: (answer.body.results ?? []) as Result[] };
};
const orders = (count: number) => Array.from({ length: count }, () => newOrder());
const idsOf = (results: Result[]) => results.map(({ order }) => order?.id);
const savedOf = async (id: unknown) => {
  const { status, body } = await send('GET', `${stack.backendUrl}/orders/${String(id)}`);
  return status === 200 ? body.order : undefined;
};

describe('POST /v1/orders/batch', () => {
  it('takes 500 orders in one request, in order, and saves each as it was', async () => {
    const batch = orders(500);
    const { status, results } = await submit({ orders: batch });
    expect(status).toBe(202);
    expect(results.map(({ order }) => order?.orderNumber)).toEqual(
      batch.map(({ orderNumber }) => orderNumber),
    );
    expect(results.every(({ order }) => order?.status === 'queued')).toBe(true);
    await eventually(
      async () => expect(await savedOf(results[499]!.order!.id)).toEqual(batch[499]),
      { timeoutMs: 15_000 },
    );
  });

  it('judges each order on its own, with pointers into it', async () => {
    const [good, taken] = orders(2);
    await submit({ orders: [taken] });
    const { status, results, body } = await submit({
      orders: [good, { ...newOrder(), items: [] }, 7, good, taken],
    });
    expect(status).toBe(207);
    expect(results.map((one) => one.status)).toEqual([202, 400, 400, 409, 409]);
    expect(results[1]!.problem).toMatchObject({
      code: 'invalid-request',
      status: 400,
      instance: '/v1/orders/batch',
      errors: [{ pointer: '/items' }],
    });
    expect(results[2]!.problem!.errors![0]!.pointer).toBe('');
    expect(results[3]!.location).toBe(`/v1/orders/${results[0]!.order!.id}`);
    expect(results[4]!.problem!.code).toBe('duplicate-order');
    expect(Object.keys(body)).toEqual(['results']);
  });

  it.each([
    ['an empty batch', { orders: [] }],
    ['a batch of 501', { orders: Array.from({ length: 501 }, () => 1) }],
    ['no batch', [newOrder()]],
    ['a member too many', { orders: [newOrder()], more: true }],
    ['no list', { orders: 'many' }],
  ])('refuses %s', async (_, batch) => {
    expect(await submit(batch)).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  });

  it('takes up to a mebibyte', async () => {
    const large = orders(450).map((order) => ({ ...order, notes: 'n'.repeat(500) }));
    expect((await submit({ orders: large })).status).toBe(202);
    const tooLarge = `{"orders":["${'x'.repeat(1_048_577)}"]}`;
    expect(await submit(tooLarge)).toMatchObject({ status: 413, body: { code: 'body-too-large' } });
  });

  it('gives the same results for the same Idempotency-Key, on any gateway', async () => {
    const key = { 'idempotency-key': `"batch-${newOrder().orderNumber}"` };
    const batch = { orders: [...orders(3), { orderNumber: 'bad' }] };
    const first = await submit(batch, key);
    const again = await submit(batch, key, 1);
    expect([first.status, again.status]).toEqual([207, 207]);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(idsOf(again.results)).toEqual(idsOf(first.results));
    expect(await submit({ orders: orders(1) }, key)).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    });
    const single = await send('POST', `${stack.gatewayUrls[0]}/v1/orders/async`, newOrder(), key);
    expect(single).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    expect(single.headers.get('location')).toBeNull();
  });

  it('completes a batch that was half taken in, and makes no order twice', async () => {
    const key = { 'idempotency-key': `"half-${newOrder().orderNumber}"` };
    const batch = { orders: orders(400) };
    await send('POST', `${stack.gatewayUrls[0]}/v1/queues/orders/pause`);
    await submit({ orders: orders(450) });
    const half = await submit(batch, key);
    expect(half.status).toBe(207);
    const accepted = half.results.filter(({ status }) => status === 202);
    expect(accepted).toHaveLength(150);
    expect(half.results.filter(({ problem }) => problem?.code === 'queue-full')).toHaveLength(250);

    const full = await submit({ orders: orders(2) });
    expect(full).toMatchObject({ status: 503, body: { code: 'queue-full', retryable: true } });
    expect(Number(full.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(full.results.map(({ status }) => status)).toEqual([503, 503]);

    await send('POST', `${stack.gatewayUrls[0]}/v1/queues/orders/resume`);
    await eventually(
      async () => {
        const whole = await submit(batch, key, 1);
        expect(whole.status).toBe(202);
        expect(idsOf(whole.results).slice(0, 150)).toEqual(idsOf(accepted));
      },
      { timeoutMs: 15_000, intervalMs: 300 },
    );
  });

  it('does not remember a batch of which nothing was taken', async () => {
    const key = { 'idempotency-key': `"nothing-${newOrder().orderNumber}"` };
    expect((await submit({ orders: [{}] }, key)).status).toBe(207);
    expect((await submit({ orders: orders(1) }, key)).status).toBe(202);
  });
});
