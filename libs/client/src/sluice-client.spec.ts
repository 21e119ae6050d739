import { SluiceClient } from './sluice-client.ts';
import { SluiceConnectionError } from './sluice-connection-error.ts';
import { SluiceProblem } from './sluice-problem.ts';
import { finish, useFakeClock } from './testing/fake-clock.ts';
import {
  events,
  FakeGateway,
  hanging,
  json,
  noAnswer,
  problem,
  someOrder,
} from './testing/fake-gateway.ts';

const ORDER = { orderNumber: 'A-1', items: [{ sku: 'book', quantity: 1, unitPrice: 100 }] };

useFakeClock();

function client(...replies: ConstructorParameters<typeof FakeGateway>[0]) {
  const gateway = new FakeGateway(replies);
  const options = { baseUrl: 'http://gateway/shop/', apiKey: 'secret', fetch: gateway.fetch };
  return { gateway, client: new SluiceClient(options) };
}

describe('submit', () => {
  it('sends the order with a key of its own and gives the order back', async () => {
    const { client: it, gateway } = client(json(202, someOrder()));
    expect(await it.submit(ORDER, { ttlS: 60 })).toEqual(someOrder());
    const [request] = gateway.seen;
    expect(request).toMatchObject({ method: 'POST', url: 'http://gateway/shop/v1/orders/async' });
    expect(JSON.parse(request!.body!)).toEqual(ORDER);
    expect(request!.headers.get('idempotency-key')).toMatch(/^"[0-9a-f]{32}"$/);
    expect(request!.headers.get('order-ttl')).toBe('60');
    expect(request!.headers.get('authorization')).toBe('Bearer secret');
  });

  it('asks of the queue what it is told to, by a date or by a text', async () => {
    const { client: it, gateway } = client(json(202, someOrder()));
    await it.submit(ORDER, { priority: 'high', notBefore: new Date('2026-01-05T17:00:00Z') });
    await it.batch([ORDER], { priority: 'low', notBefore: '2026-01-05T18:00:00+01:00' });
    await it.submit(ORDER);
    const sent = gateway.seen.map(({ headers }) => [
      headers.get('order-priority'),
      headers.get('order-not-before'),
    ]);
    expect(sent).toEqual([
      ['high', '2026-01-05T17:00:00.000Z'],
      ['low', '2026-01-05T18:00:00+01:00'],
      [null, null],
    ]);
    expect(() => it.submit(ORDER, { notBefore: new Date('soon') })).toThrow(RangeError);
  });

  it('waits until its own orders have gone, where it has as many waiting as it may', async () => {
    const full = problem(429, 'client-queue-full', { retryable: true }, { 'retry-after': '7' });
    const { client: it, gateway } = client(full, json(202, someOrder()));
    const work = it.submit(ORDER);
    await jest.advanceTimersByTimeAsync(7_000);
    expect(gateway.seen).toHaveLength(1);
    await finish(work);
    expect(gateway.seen).toHaveLength(2);
  });

  it('comes back with the same key after lost answers and refusals that pass', async () => {
    const { client: it, gateway } = client(
      noAnswer,
      problem(503, 'queue-full', {}, { 'retry-after': '2' }),
      problem(429, 'quota-exceeded'),
      problem(409, 'idempotency-key-in-use', { retryable: true }),
      json(202, someOrder()),
    );
    const startedAt = performance.now();
    await finish(it.submit(ORDER));
    expect(new Set(gateway.seen.map(({ headers }) => headers.get('idempotency-key'))).size).toBe(1);
    expect(gateway.seen).toHaveLength(5);
    // Half of 200, 400, 800 and 1600, and the two seconds that were asked for.
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(100 + 200 + 400 + 800 + 2000);
  });

  it('never comes back before Retry-After', async () => {
    const { client: it, gateway } = client(
      problem(503, 'queue-full', {}, { 'retry-after': '5' }),
      json(202, someOrder()),
    );
    const work = it.submit(ORDER);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(gateway.seen).toHaveLength(1);
    await finish(work);
    expect(gateway.seen).toHaveLength(2);
  });

  it('reads a date as the gateway’s clock means it, not as this machine’s does', async () => {
    const date = (offsetS: number) => new Date(Date.now() + offsetS * 1000).toUTCString();
    const skewed = { date: date(-7_200), 'retry-after': date(-7_195) };
    const { client: it, gateway } = client(problem(503, 'x', {}, skewed), json(202, someOrder()));
    const work = it.submit(ORDER);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(gateway.seen).toHaveLength(1);
    await finish(work);
    expect(gateway.seen).toHaveLength(2);
    for (const field of ['soon', date(-60)]) {
      const once = client(problem(503, 'x', {}, { 'retry-after': field }), json(202, someOrder()));
      const sent = once.client.submit(ORDER);
      await jest.advanceTimersByTimeAsync(200);
      expect(await sent).toEqual(someOrder());
    }
  });

  it('takes the word of the gateway that the same may succeed later', async () => {
    const late = problem(408, 'request-timeout', { retryable: true });
    const inUse = problem(409, 'idempotency-key-in-use', { retryable: true });
    const { client: it, gateway } = client(late, inUse, json(202, someOrder()));
    await finish(it.submit(ORDER));
    expect(gateway.seen).toHaveLength(3);
  });

  it('tells a number that somebody else has, after a lost answer too: its own has its key', async () => {
    const taken = problem(409, 'duplicate-order', {}, { location: '/v1/orders/o-0' });
    const { client: it, gateway } = client(noAnswer, taken);
    await expect(finish(it.submit(ORDER))).rejects.toMatchObject({ location: '/v1/orders/o-0' });
    expect(gateway.seen).toHaveLength(2);
  });

  it('tells a refusal for good at once, with all that it says', async () => {
    const errors = [{ pointer: '/items', detail: 'is missing' }];
    const { client: it, gateway } = client(problem(400, 'invalid-request', { errors }));
    const refusal = await it.submit(ORDER).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(SluiceProblem);
    expect(refusal).toMatchObject({
      code: 'invalid-request',
      status: 400,
      errors,
      retryable: false,
      correlationId: 'c-1',
    });
    expect(gateway.seen).toHaveLength(1);
  });

  it('gives up after its attempts, and at its deadline', async () => {
    const often = client(problem(503, 'queue-full'));
    await expect(finish(often.client.submit(ORDER))).rejects.toMatchObject({ code: 'queue-full' });
    expect(often.gateway.seen).toHaveLength(6);
    const late = client(problem(503, 'queue-full', {}, { 'retry-after': '60' }));
    await expect(late.client.submit(ORDER)).rejects.toMatchObject({ retryAfterMs: 60_000 });
    expect(late.gateway.seen).toHaveLength(1);
  });

  it('takes an answer that hangs for a lost one, and a page of HTML for a broken proxy', async () => {
    const html = () => new Response('<html>', { status: 502 });
    const { client: it, gateway } = client(hanging, html, json(202, someOrder()));
    await finish(it.submit(ORDER));
    expect(gateway.seen).toHaveLength(3);
    const endless = client(events(['{"id":'], 'hangs'), json(202, someOrder()));
    expect(await finish(endless.client.submit(ORDER))).toEqual(someOrder());
    const lost = client(noAnswer);
    await expect(finish(lost.client.submit(ORDER))).rejects.toBeInstanceOf(SluiceConnectionError);
  });

  it('ends with the reason of its signal, under way and in a pause', async () => {
    for (const reply of [hanging, problem(503, 'queue-full')]) {
      const stop = new AbortController();
      const { client: it } = client(reply);
      const work = it.submit(ORDER, { signal: stop.signal });
      const reason = new Error('enough');
      const refused = expect(work).rejects.toBe(reason);
      await jest.advanceTimersByTimeAsync(10);
      stop.abort(reason);
      await refused;
      expect(jest.getTimerCount()).toBe(0);
    }
  });

  it('refuses a key that can never work before anything is sent', () => {
    const { client: it, gateway } = client(json(202, someOrder()));
    expect(() => it.submit(ORDER, { idempotencyKey: 'ключ' })).toThrow(RangeError);
    expect(gateway.seen).toEqual([]);
  });
});

describe('submitAndWait', () => {
  it('gives the outcome, an expired order too', async () => {
    const done = someOrder({ status: 'completed' });
    const { client: it, gateway } = client(json(200, done));
    expect(await it.submitAndWait(ORDER, { waitS: 3 })).toEqual(done);
    expect(gateway.seen[0]!.headers.get('prefer')).toBe('respond-async, wait=3');
    const order = someOrder({ status: 'expired' });
    const gone = client(problem(410, 'order-expired', { order }));
    expect(await gone.client.submitAndWait(ORDER)).toEqual(order);
  });

  it('goes on asking until the order has ended, or its time is over', async () => {
    const done = someOrder({ status: 'completed' });
    const { client: it, gateway } = client(
      json(202, someOrder()),
      json(200, someOrder()),
      json(200, done),
    );
    expect(await finish(it.submitAndWait(ORDER))).toEqual(done);
    expect(gateway.seen[1]).toMatchObject({
      method: 'GET',
      url: 'http://gateway/shop/v1/orders/o-1',
    });
    expect(gateway.seen[1]!.headers.get('prefer')).toMatch(/^wait=\d+$/);
    const never = client(json(202, someOrder()));
    expect(await finish(never.client.submitAndWait(ORDER, { waitS: 2 }))).toEqual(someOrder());
  });
});

describe('the other calls', () => {
  it('find, cancel and batch', async () => {
    const order = someOrder();
    const found = client(json(200, { orders: [order] }));
    expect(await found.client.findByNumber('A 1')).toEqual(order);
    expect(found.gateway.seen[0]!.url).toBe('http://gateway/shop/v1/orders?orderNumber=A%201');
    expect(await client(json(200, { orders: [] })).client.findByNumber('A')).toBeUndefined();

    const gone = client(json(200, someOrder({ status: 'cancelled' })));
    expect((await gone.client.cancel('../x')).status).toBe('cancelled');
    expect(gone.gateway.seen[0]).toMatchObject({
      method: 'DELETE',
      url: 'http://gateway/shop/v1/orders/..%2Fx',
    });

    const results = [{ status: 202, order }];
    expect(await client(json(207, { results })).client.batch([ORDER])).toEqual(results);
    const some = [...results, { status: 503, problem: { code: 'queue-full' } }];
    const partly = client(json(207, { results: some }));
    expect(await partly.client.batch([ORDER, ORDER])).toEqual(some);
    expect(partly.gateway.seen).toHaveLength(1);
    const full = client(json(503, { results }));
    expect(await finish(full.client.batch([ORDER]))).toEqual(results);
    expect(full.gateway.seen).toHaveLength(6);
  });
});
