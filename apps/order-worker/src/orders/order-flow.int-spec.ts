import { eventually } from '../../../../test/support/eventually';
import { reply, savesAfter, type StubAnswer } from '../testing/stub-backend';
import { WorkerHarness } from '../testing/worker-harness';

describe('the way of an order', () => {
  let harness: WorkerHarness;

  beforeAll(async () => {
    harness = await WorkerHarness.start();
  });
  afterEach(() => harness.clear());
  afterAll(() => harness.stop());

  it('saves every order once, never more at once than there are slots', async () => {
    harness.backend.answer = savesAfter(20);
    const ids = await harness.submit(80);
    await harness.worker({ ORDER_CONCURRENCY: '5' });
    await eventually(async () => expect(await harness.statuses(ids)).toEqual({ completed: 80 }));
    expect(harness.backend.mostAtOnce).toBe(5);
    expect(harness.backend.calls.map(({ orderId }) => orderId).sort()).toEqual([...ids].sort());
    expect(await harness.order(ids[0] ?? '')).toMatchObject({
      attempts: 1,
      result: { saved: true },
    });
    await eventually(async () => {
      expect(await harness.bells()).toEqual({ waiting: 0, taken: 0 });
      expect(await harness.redis.keys('{sluice:0}:orders:[0-9]*')).toEqual([]);
    });
  });

  it('sends what was accepted, byte for byte, under its correlation id', async () => {
    const [id = ''] = await harness.submit(1);
    const { orderJson, correlationId } = await harness.order(id);
    await harness.worker();
    const call = await eventually(
      () => harness.backend.calls[0] ?? Promise.reject(new Error('none')),
    );
    expect(call.headers['sluice-epoch']).toBe('1');
    expect(call.body).toBe(orderJson);
    expect(call.headers['x-correlation-id']).toBe(correlationId);
  });

  it('begins no order before a slot is free for it: those that wait can be cancelled', async () => {
    harness.backend.answer = () => undefined;
    const ids = await harness.submit(10);
    const worker = await harness.worker({ ORDER_CONCURRENCY: '2', SHUTDOWN_GRACE_MS: '400' });
    await eventually(async () =>
      expect(await harness.statuses(ids)).toEqual({ processing: 2, queued: 8 }),
    );
    for (const id of ids.slice(2, 6)) {
      expect(await harness.queue.cancel(id, 'acme')).toMatchObject({ status: 'cancelled' });
    }
    harness.backend.answer = savesAfter(1);
    await worker.stop();
    await harness.worker({ LEASE_MS: '1000' });
    await eventually(
      async () => expect(await harness.statuses(ids)).toEqual({ completed: 6, cancelled: 4 }),
      { timeoutMs: 15_000 },
    );
    const seen = new Set(harness.backend.calls.map(({ orderId }) => orderId));
    expect(seen.size).toBe(6);
  }, 20_000);

  it('fails what the backend refuses, at once and with its reason', async () => {
    harness.backend.answer = (response) => reply(response, 422, { detail: 'sku unknown' });
    const [id = ''] = await harness.submit(1);
    await harness.worker();
    await eventually(async () => expect((await harness.order(id)).status).toBe('failed'));
    const { error, attempts } = await harness.order(id);
    expect(error).toMatchObject({ code: 'order-rejected' });
    expect(error?.detail).toContain('sku unknown');
    expect(attempts).toBe(1);
  });

  it('goes on with an order in doubt until there is a definite answer', async () => {
    harness.backend.answer = (response, _call, nth) => {
      if (nth <= 3) return reply(response, 500, {});
      reply(response, 200, { saved: 'before' });
    };
    const [id = ''] = await harness.submit(1);
    await harness.worker({ ORDER_ATTEMPTS: '1' });
    await eventually(async () => expect((await harness.order(id)).status).toBe('completed'));
    expect(await harness.order(id)).toMatchObject({ attempts: 4, result: { saved: 'before' } });
    expect(new Set(harness.backend.calls.map(({ orderId }) => orderId))).toEqual(new Set([id]));
  });

  it.each([401, 409, 423])(
    'is not misled by a %d when an earlier attempt may have been saved',
    async (status) => {
      harness.backend.answer = (response, _call, nth) => {
        if (nth === 1) return void response.destroy();
        reply(response, nth === 2 ? status : 200, { saved: 'before' });
      };
      const [id = ''] = await harness.submit(1);
      await harness.worker({ ORDER_ATTEMPTS: '1' });
      await eventually(async () => expect((await harness.order(id)).status).toBe('completed'));
      expect(await harness.order(id)).toMatchObject({ attempts: 3, inDoubt: true });
      const epochs = harness.backend.calls.map(({ headers }) => headers['sluice-epoch']);
      expect(epochs).toEqual(['1', '2', '3']);
    },
  );

  it('ends a doubt by an answer about the order, and says what is not known', async () => {
    harness.backend.answer = (response, _call, nth) => {
      if (nth === 1) return void response.destroy();
      reply(response, 422, { detail: 'no such sku' });
    };
    const [id = ''] = await harness.submit(1);
    await harness.worker();
    await eventually(async () => expect((await harness.order(id)).status).toBe('failed'));
    const { error, attempts } = await harness.order(id);
    expect(attempts).toBe(2);
    expect(error).toMatchObject({ code: 'order-rejected' });
    expect(error?.detail).toContain('Whether an earlier attempt was saved is not known');
    expect(error?.detail).not.toMatch(/nothing was saved/i);
  });

  it.each<[string, StubAnswer]>([
    ['204', (response) => response.writeHead(204).end()],
    ['200 without a body', (response) => response.writeHead(200).end()],
    ['200 with text', (response) => response.writeHead(200).end('thanks')],
    ['201 with 70 kB', (response) => reply(response, 201, 'x'.repeat(70_000))],
    [
      '201 that breaks off',
      (response) => {
        response
          .writeHead(201, { 'content-length': 100 })
          .write('{"a":1', () => response.destroy());
      },
    ],
  ])('completes what the head of an answer says is saved: %s', async (_case, answer) => {
    harness.backend.answer = answer;
    const [id = ''] = await harness.submit(1);
    await harness.worker();
    await eventually(async () => expect((await harness.order(id)).status).toBe('completed'));
    expect(await harness.order(id)).toMatchObject({ attempts: 1, inDoubt: false, result: null });
  });

  it('gives up an order that surely never got through, and says after how many attempts', async () => {
    harness.backend.answer = (response) => reply(response, 429, {});
    const [id = ''] = await harness.submit(1);
    await harness.worker({ ORDER_ATTEMPTS: '3' });
    await eventually(async () => expect((await harness.order(id)).status).toBe('failed'));
    expect((await harness.order(id)).error).toMatchObject({
      code: 'backend-failed',
      detail: expect.stringContaining('3 attempts'),
    });
    expect(harness.backend.calls).toHaveLength(3);
  });

  it('waits as long as the backend asks for', async () => {
    harness.backend.answer = (response, _call, nth) => {
      if (nth === 1) response.setHeader('retry-after', '1');
      reply(response, nth === 1 ? 429 : 201, {});
    };
    const [id = ''] = await harness.submit(1);
    await harness.worker();
    await eventually(async () => expect((await harness.order(id)).status).toBe('completed'));
    const [first, second] = harness.backend.calls;
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(999);
  });

  it('does more with more workers, and nothing twice', async () => {
    harness.backend.answer = savesAfter(30);
    const ids = await harness.submit(60);
    await Promise.all([1, 2, 3].map(() => harness.worker({ ORDER_CONCURRENCY: '3' })));
    await eventually(async () => expect(await harness.statuses(ids)).toEqual({ completed: 60 }));
    expect(harness.backend.calls).toHaveLength(60);
    expect(harness.backend.mostAtOnce).toBeGreaterThan(3);
    expect(harness.backend.mostAtOnce).toBeLessThanOrEqual(9);
  });

  it('renews the lease of a call that takes long, so that nobody else begins it', async () => {
    harness.backend.answer = savesAfter(3_500);
    const ids = await harness.submit(2);
    await harness.worker({ LEASE_MS: '1000', ORDER_CONCURRENCY: '1' });
    await harness.worker({ LEASE_MS: '1000', ORDER_CONCURRENCY: '1' });
    await eventually(async () => expect(await harness.statuses(ids)).toEqual({ completed: 2 }), {
      timeoutMs: 10_000,
    });
    expect(harness.backend.calls).toHaveLength(2);
  }, 15_000);

  it('keeps to the rate over all workers', async () => {
    harness.backend.answer = savesAfter(10);
    const settings = { ORDER_RATE_MAX: '80', ORDER_CONCURRENCY: '8' };
    await Promise.all([harness.worker(settings), harness.worker(settings)]);
    const ids = await harness.submit(120);
    await eventually(async () => expect(await harness.statuses(ids)).toEqual({ completed: 120 }));
    const arrivals = harness.backend.calls.map(({ atMs }) => atMs).sort((a, b) => a - b);
    const spanMs = (arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0);
    expect(119_000 / spanMs).toBeLessThan(81);
  });
});
