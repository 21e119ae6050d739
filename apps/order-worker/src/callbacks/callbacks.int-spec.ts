import { toOrderResponse } from '@sluice/task-queue';
import { eventually } from '../../../../test/support/eventually';
import { reply } from '../testing/stub-backend';
import { answers, CALLBACK_SECRET, StubReceiver } from '../testing/stub-receiver';
import { WorkerHarness } from '../testing/worker-harness';

const SETTINGS = {
  CALLBACK_SECRET,
  CALLBACK_ALLOW_PRIVATE: 'true',
  CALLBACK_RETRY_BASE_MS: '1',
  CALLBACK_RETRY_CAP_MS: '20',
  LEASE_MS: '1000',
};

describe('callbacks', () => {
  let harness: WorkerHarness;
  let receiver: StubReceiver;

  beforeAll(async () => {
    [harness, receiver] = await Promise.all([WorkerHarness.start(), StubReceiver.start()]);
  });
  afterEach(async () => {
    await harness.clear();
    receiver.forget();
  });
  afterAll(() => Promise.all([harness.stop(), receiver.stop()]));

  const submit = (count: number) => harness.submit(count, { callbackUrl: receiver.url });

  it('tells how an order ended, signed, as GET would have shown it', async () => {
    const [orderId = ''] = await harness.submit(1, {
      callbackUrl: receiver.url,
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      correlationId: 'corr-7',
    });
    await harness.worker(SETTINGS);
    const [callback] = await eventually(() => {
      expect(receiver.callbacks).toHaveLength(1);
      return receiver.callbacks;
    });
    expect(callback?.order).toEqual(
      JSON.parse(JSON.stringify(toOrderResponse(await harness.order(orderId)))),
    );
    expect(callback?.order).toMatchObject({ id: orderId, status: 'completed' });
    expect(callback?.path).toBe('/hook?from=sluice');
    expect(callback?.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': `${orderId}-2`,
      'x-correlation-id': 'corr-7',
      traceparent: expect.stringMatching(
        /^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)/,
      ),
    });
  });

  it('tells each of 1,000 orders once', async () => {
    await harness.worker(SETTINGS);
    const ids = await submit(1_000);
    await eventually(() => expect(receiver.deliveryIds).toHaveLength(1_000), { timeoutMs: 30_000 });
    await eventually(async () =>
      expect(await harness.callbacks()).toMatchObject({ completed: 1_000 }),
    );
    expect(receiver.callbacks).toHaveLength(1_000);
    expect(new Set(receiver.callbacks.map(({ order }) => order?.['id']))).toEqual(new Set(ids));
  }, 40_000);

  it('tells of a refusal, and again of what a replay came to, under another id', async () => {
    harness.backend.answer = (response) => reply(response, 400, { detail: 'no such sku' });
    const [orderId = ''] = await submit(1);
    await harness.worker(SETTINGS);
    await eventually(() => expect(receiver.callbacks).toHaveLength(1));
    expect(receiver.callbacks[0]?.order).toMatchObject({
      status: 'failed',
      error: { code: 'order-rejected' },
    });
    harness.backend.answer = (response) => reply(response, 201, { saved: true });
    expect(await harness.queue.replay(orderId, 60_000)).toBe('queued');
    await eventually(() => expect(receiver.callbacks).toHaveLength(2));
    expect(receiver.callbacks[1]?.order).toMatchObject({ status: 'completed' });
    expect(receiver.deliveryIds).toHaveLength(2);
  });

  it('tells of what was cancelled and what expired', async () => {
    const [cancelled = ''] = await submit(1);
    await harness.queue.cancel(cancelled, 'acme');
    const [expired = ''] = await harness.submit(1, { callbackUrl: receiver.url, ttlMs: 1 });
    await harness.worker(SETTINGS);
    await eventually(() => expect(receiver.callbacks).toHaveLength(2));
    const statuses = receiver.callbacks.map(({ order }) => [order?.['id'], order?.['status']]);
    expect(Object.fromEntries(statuses)).toEqual({
      [cancelled]: 'cancelled',
      [expired]: 'expired',
    });
  });

  it('tries again under the same id, with a fresh timestamp, until it is taken', async () => {
    let nth = 0;
    receiver.answer = (response, callback) =>
      answers([500, 302, 503, 204][nth++] ?? 204)(response, callback);
    await submit(1);
    await harness.worker(SETTINGS);
    await eventually(() => expect(receiver.callbacks).toHaveLength(4), { timeoutMs: 15_000 });
    expect(receiver.deliveryIds).toHaveLength(1);
    expect(receiver.callbacks.every(({ order }) => order !== undefined)).toBe(true);
    expect(new Set(receiver.callbacks.map(({ body }) => body)).size).toBe(1);
  }, 20_000);

  it('gives up after its attempts, as a dead letter that can be sent again', async () => {
    receiver.answer = answers(500);
    const [orderId = ''] = await submit(1);
    await harness.worker({ ...SETTINGS, CALLBACK_ATTEMPTS: '2' });
    await eventually(async () => expect(await harness.callbacks()).toMatchObject({ failed: 1 }), {
      timeoutMs: 10_000,
    });
    expect(receiver.callbacks).toHaveLength(2);
    const [dead] = await harness.callbackReader.deadLetters(10);
    expect(dead).toMatchObject({ orderId, attempts: 2, error: { code: 'callback-failed' } });
    receiver.answer = answers(200);
    expect(await harness.callbackQueue.replay(dead?.deliveryId ?? '', 0)).toBe('queued');
    await eventually(async () =>
      expect(await harness.callbacks()).toMatchObject({ failed: 0, completed: 1 }),
    );
    expect(receiver.deliveryIds).toHaveLength(1);
  }, 15_000);

  it('ends at once where the receiver is gone', async () => {
    receiver.answer = answers(410);
    await submit(1);
    await harness.worker(SETTINGS);
    await eventually(async () => expect(await harness.callbacks()).toMatchObject({ failed: 1 }));
    expect(receiver.callbacks).toHaveLength(1);
  });

  it('comes back when it was told to', async () => {
    let nth = 0;
    receiver.answer = (response, callback) =>
      nth++ === 0
        ? answers(429, { 'retry-after': '2' })(response, callback)
        : answers(200)(response, callback);
    await submit(1);
    await harness.worker(SETTINGS);
    await eventually(() => expect(receiver.callbacks).toHaveLength(2), { timeoutMs: 10_000 });
    const [first, second] = receiver.callbacks;
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(2_000);
  }, 15_000);

  it('follows nobody elsewhere', async () => {
    const elsewhere = await StubReceiver.start();
    receiver.answer = answers(307, { location: elsewhere.url });
    await submit(1);
    await harness.worker({ ...SETTINGS, CALLBACK_ATTEMPTS: '1' });
    await eventually(async () => expect(await harness.callbacks()).toMatchObject({ failed: 1 }));
    expect(elsewhere.callbacks).toEqual([]);
    await elsewhere.stop();
  });

  it('takes a huge or endless answer for what its status says', async () => {
    receiver.answer = (response) => {
      response.writeHead(200);
      const pour = setInterval(() => response.write(Buffer.alloc(64_000)), 5);
      response.once('close', () => clearInterval(pour));
    };
    await submit(3);
    await harness.worker(SETTINGS);
    await eventually(async () => expect(await harness.callbacks()).toMatchObject({ completed: 3 }));
    expect(receiver.callbacks).toHaveLength(3);
  });

  it('lets no slow receiver keep the others waiting', async () => {
    const quick = await StubReceiver.start();
    receiver.answer = () => undefined;
    await submit(100);
    await harness.submit(50, { callbackUrl: quick.url });
    await harness.worker({ ...SETTINGS, CALLBACK_CONCURRENCY: '4', CALLBACK_TIMEOUT_MS: '30000' });
    await eventually(() => expect(quick.deliveryIds).toHaveLength(50), { timeoutMs: 10_000 });
    expect(receiver.callbacks.length).toBeLessThanOrEqual(2);
    await quick.stop();
  }, 30_000);

  it("lets no client's hanging receivers hold up another client's callback", async () => {
    const hanging = await Promise.all(Array.from({ length: 100 }, () => StubReceiver.start()));
    for (const one of hanging) one.answer = () => undefined;
    await harness.worker({ ...SETTINGS, CALLBACK_TIMEOUT_MS: '30000', SHUTDOWN_GRACE_MS: '400' });
    for (const { url } of hanging) await harness.submit(1, { client: 'slow', callbackUrl: url });
    const reached = () => hanging.filter(({ callbacks }) => callbacks.length > 0).length;
    await eventually(() => expect(reached()).toBe(8));
    const askedAtMs = performance.now();
    await harness.submit(1, { client: 'quick', callbackUrl: receiver.url });
    await eventually(() => expect(receiver.callbacks).toHaveLength(1));
    expect(performance.now() - askedAtMs).toBeLessThan(2_000);
    expect(reached()).toBe(8);
    await Promise.all(hanging.map((one) => one.stop()));
  }, 30_000);

  it("signs with Redis' time, whatever this machine's clock shows", async () => {
    const realNow = Date.now;
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => realNow() + 600_000);
    await submit(1);
    await harness.worker(SETTINGS);
    await eventually(() => expect(receiver.callbacks).toHaveLength(1));
    clock.mockRestore();
    const signedAtMs = Number(receiver.callbacks[0]?.headers['webhook-timestamp']) * 1_000;
    expect(Math.abs(signedAtMs - Date.now())).toBeLessThan(30_000);
  });

  it('does not reach private addresses unless that is allowed', async () => {
    await submit(1);
    await harness.worker({ ...SETTINGS, CALLBACK_ALLOW_PRIVATE: 'false', CALLBACK_ATTEMPTS: '2' });
    await eventually(async () => expect(await harness.callbacks()).toMatchObject({ failed: 1 }), {
      timeoutMs: 10_000,
    });
    expect(receiver.callbacks).toEqual([]);
  }, 15_000);

  it('sends nothing without a secret, and everything as soon as there is one', async () => {
    const { CALLBACK_SECRET: _secret, ...unsigned } = SETTINGS;
    const ids = await submit(2);
    const worker = await harness.worker(unsigned);
    await eventually(async () => expect(await harness.statuses(ids)).toEqual({ completed: 2 }));
    expect(await harness.callbacks()).toMatchObject({ queued: 2 });
    await worker.stop();
    await harness.worker(SETTINGS);
    await eventually(() => expect(receiver.deliveryIds).toHaveLength(2));
  });

  it('finishes what is under way when the worker stops, and leaves the rest to others', async () => {
    receiver.answer = (response, callback) =>
      void setTimeout(() => answers(200)(response, callback), 200);
    await submit(40);
    const worker = await harness.worker({ ...SETTINGS, CALLBACK_CONCURRENCY: '8' });
    await eventually(() => expect(receiver.callbacks.length).toBeGreaterThan(2));
    await worker.stop();
    const delivered = receiver.callbacks.length;
    await eventually(async () =>
      expect(await harness.callbacks()).toMatchObject({ completed: delivered }),
    );
    await harness.worker({ ...SETTINGS, CALLBACK_CONCURRENCY: '8' });
    await eventually(
      async () => expect(await harness.callbacks()).toMatchObject({ completed: 40 }),
      {
        timeoutMs: 15_000,
      },
    );
    expect(receiver.callbacks).toHaveLength(40);
  }, 30_000);

  it('cuts what hangs when the worker stops, and has it delivered by another', async () => {
    receiver.answer = () => undefined;
    await submit(2);
    const worker = await harness.worker({ ...SETTINGS, SHUTDOWN_GRACE_MS: '400' });
    await eventually(() => expect(receiver.callbacks.length).toBeGreaterThanOrEqual(1));
    await worker.stop();
    receiver.answer = answers(204);
    await harness.worker(SETTINGS);
    await eventually(
      async () => expect(await harness.callbacks()).toMatchObject({ completed: 2 }),
      {
        timeoutMs: 10_000,
      },
    );
    expect(receiver.deliveryIds).toHaveLength(2);
  }, 20_000);
});
