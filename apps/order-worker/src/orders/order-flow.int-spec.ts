import { eventually } from '../../../../test/support/eventually';
import { reply, savesAfter, type StubAnswer } from '../testing/stub-backend';
import { PREFETCH } from '../tasks/bull/bull-intake';
import { WorkerRig } from '../testing/worker-rig';

describe('the way of an order', () => {
  let rig: WorkerRig;

  beforeAll(async () => {
    rig = await WorkerRig.start();
  });
  afterEach(() => rig.clear());
  afterAll(() => rig.stop());

  it('saves every order once, never more at once than there are slots', async () => {
    rig.backend.answer = savesAfter(20);
    const ids = await rig.submit(80);
    await rig.worker({ ORDER_CONCURRENCY: '5' });
    await eventually(async () => expect(await rig.statuses(ids)).toEqual({ completed: 80 }));
    expect(rig.backend.mostAtOnce).toBe(5);
    expect(rig.backend.calls.map(({ orderId }) => orderId).sort()).toEqual([...ids].sort());
    expect(await rig.order(ids[0] ?? '')).toMatchObject({ attempts: 1, result: { saved: true } });
    await eventually(async () => {
      expect(await rig.redis.keys('{sluice}:orders:*-*-*-*-*')).toEqual([]);
      expect(await rig.redis.llen('{sluice}:orders:active')).toBe(0);
    });
  });

  it('sends what was accepted, byte for byte, under its correlation id', async () => {
    const [id = ''] = await rig.submit(1);
    const { orderJson, correlationId } = await rig.order(id);
    await rig.worker();
    const call = await eventually(() => rig.backend.calls[0] ?? Promise.reject(new Error('none')));
    expect(call.headers['sluice-epoch']).toBe('1');
    expect(call.body).toBe(orderJson);
    expect(call.headers['x-correlation-id']).toBe(correlationId);
  });

  it('begins no order before a slot is free for it: those that wait can be cancelled', async () => {
    rig.backend.answer = () => undefined;
    const ids = await rig.submit(10);
    const worker = await rig.worker({ ORDER_CONCURRENCY: '2', SHUTDOWN_GRACE_MS: '400' });
    await eventually(async () => {
      expect(await rig.redis.llen('{sluice}:orders:active')).toBe(2 + PREFETCH);
      expect(await rig.statuses(ids)).toEqual({ processing: 2, queued: 8 });
    });
    for (const id of ids.slice(2, 6)) {
      expect(await rig.lifecycle.cancel(id, 'acme')).toMatchObject({ status: 'cancelled' });
    }
    rig.backend.answer = savesAfter(1);
    await worker.stop();
    await rig.worker({ LEASE_MS: '1000' });
    await eventually(
      async () => expect(await rig.statuses(ids)).toEqual({ completed: 6, cancelled: 4 }),
      { timeoutMs: 15_000 },
    );
    const seen = new Set(rig.backend.calls.map(({ orderId }) => orderId));
    expect(seen.size).toBe(6);
  }, 20_000);

  it('fails what the backend refuses, at once and with its reason', async () => {
    rig.backend.answer = (response) => reply(response, 422, { detail: 'sku unknown' });
    const [id = ''] = await rig.submit(1);
    await rig.worker();
    await eventually(async () => expect((await rig.order(id)).status).toBe('failed'));
    const { error, attempts } = await rig.order(id);
    expect(error).toMatchObject({ code: 'order-rejected' });
    expect(error?.detail).toContain('sku unknown');
    expect(attempts).toBe(1);
  });

  it('goes on with an order in doubt until there is a definite answer', async () => {
    rig.backend.answer = (response, _call, nth) => {
      if (nth <= 3) return reply(response, 500, {});
      reply(response, 200, { saved: 'before' });
    };
    const [id = ''] = await rig.submit(1);
    await rig.worker({ ORDER_ATTEMPTS: '1' });
    await eventually(async () => expect((await rig.order(id)).status).toBe('completed'));
    expect(await rig.order(id)).toMatchObject({ attempts: 4, result: { saved: 'before' } });
    expect(new Set(rig.backend.calls.map(({ orderId }) => orderId))).toEqual(new Set([id]));
  });

  it.each([401, 409, 423])(
    'is not misled by a %d when an earlier attempt may have been saved',
    async (status) => {
      rig.backend.answer = (response, _call, nth) => {
        if (nth === 1) return void response.destroy();
        reply(response, nth === 2 ? status : 200, { saved: 'before' });
      };
      const [id = ''] = await rig.submit(1);
      await rig.worker({ ORDER_ATTEMPTS: '1' });
      await eventually(async () => expect((await rig.order(id)).status).toBe('completed'));
      expect(await rig.order(id)).toMatchObject({ attempts: 3, inDoubt: true });
      const epochs = rig.backend.calls.map(({ headers }) => headers['sluice-epoch']);
      expect(epochs).toEqual(['1', '2', '3']);
    },
  );

  it('ends a doubt by an answer about the order, and says what is not known', async () => {
    rig.backend.answer = (response, _call, nth) => {
      if (nth === 1) return void response.destroy();
      reply(response, 422, { detail: 'no such sku' });
    };
    const [id = ''] = await rig.submit(1);
    await rig.worker();
    await eventually(async () => expect((await rig.order(id)).status).toBe('failed'));
    const { error, attempts } = await rig.order(id);
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
    rig.backend.answer = answer;
    const [id = ''] = await rig.submit(1);
    await rig.worker();
    await eventually(async () => expect((await rig.order(id)).status).toBe('completed'));
    expect(await rig.order(id)).toMatchObject({ attempts: 1, inDoubt: false, result: null });
  });

  it('gives up an order that surely never got through, and says after how many attempts', async () => {
    rig.backend.answer = (response) => reply(response, 429, {});
    const [id = ''] = await rig.submit(1);
    await rig.worker({ ORDER_ATTEMPTS: '3' });
    await eventually(async () => expect((await rig.order(id)).status).toBe('failed'));
    expect((await rig.order(id)).error).toMatchObject({
      code: 'backend-failed',
      detail: expect.stringContaining('3 attempts'),
    });
    expect(rig.backend.calls).toHaveLength(3);
  });

  it('waits as long as the backend asks for', async () => {
    rig.backend.answer = (response, _call, nth) => {
      if (nth === 1) response.setHeader('retry-after', '1');
      reply(response, nth === 1 ? 429 : 201, {});
    };
    const [id = ''] = await rig.submit(1);
    await rig.worker();
    await eventually(async () => expect((await rig.order(id)).status).toBe('completed'));
    const [first, second] = rig.backend.calls;
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(999);
  });

  it('does more with more workers, and nothing twice', async () => {
    rig.backend.answer = savesAfter(30);
    const ids = await rig.submit(60);
    await Promise.all([1, 2, 3].map(() => rig.worker({ ORDER_CONCURRENCY: '3' })));
    await eventually(async () => expect(await rig.statuses(ids)).toEqual({ completed: 60 }));
    expect(rig.backend.calls).toHaveLength(60);
    expect(rig.backend.mostAtOnce).toBeGreaterThan(3);
    expect(rig.backend.mostAtOnce).toBeLessThanOrEqual(9);
  });

  it('renews the lease of a call that takes long, so that nobody else begins it', async () => {
    rig.backend.answer = savesAfter(3_500);
    const ids = await rig.submit(2);
    await rig.worker({ LEASE_MS: '1000', ORDER_CONCURRENCY: '1' });
    await rig.worker({ LEASE_MS: '1000', ORDER_CONCURRENCY: '1' });
    await eventually(async () => expect(await rig.statuses(ids)).toEqual({ completed: 2 }), {
      timeoutMs: 10_000,
    });
    expect(rig.backend.calls).toHaveLength(2);
  }, 15_000);

  it('keeps to the rate over all workers', async () => {
    rig.backend.answer = savesAfter(10);
    const settings = { ORDER_RATE_MAX: '80', ORDER_CONCURRENCY: '8' };
    await Promise.all([rig.worker(settings), rig.worker(settings)]);
    const ids = await rig.submit(120);
    await eventually(async () => expect(await rig.statuses(ids)).toEqual({ completed: 120 }));
    const arrivals = rig.backend.calls.map(({ atMs }) => atMs).sort((a, b) => a - b);
    const spanMs = (arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0);
    expect(119_000 / spanMs).toBeLessThan(81);
  });
});
