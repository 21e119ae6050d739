import { eventually } from '../../../../test/support/eventually';
import { savesAfter } from '../testing/stub-backend';
import { WorkerRig } from '../testing/worker-rig';

describe('a worker that is asked to stop', () => {
  let rig: WorkerRig;

  beforeAll(async () => {
    rig = await WorkerRig.start();
  });
  afterEach(() => rig.clear());
  afterAll(() => rig.stop());

  it('finishes what is in flight and hands the rest back at once', async () => {
    rig.backend.answer = savesAfter(400);
    const orders = await rig.submit(20);
    const worker = await rig.worker({ ORDER_CONCURRENCY: '3' });
    await eventually(() => expect(rig.backend.calls).toHaveLength(3));
    await worker.stop();
    expect(await rig.statuses(orders)).toEqual({ completed: 3, queued: 17 });
    expect(await rig.redis.llen('{sluice}:orders:active')).toBe(0);
    expect(await rig.redis.llen('{sluice}:orders:wait')).toBe(17);
    expect(rig.backend.calls).toHaveLength(3);
  });

  it('is not held up by a call that hangs; another worker ends the doubt', async () => {
    rig.backend.answer = (response, call, nth) => {
      if (nth > 1) savesAfter(1)(response, call, nth);
    };
    const [id = ''] = await rig.submit(1);
    const worker = await rig.worker({ SHUTDOWN_GRACE_MS: '1000' });
    await eventually(() => expect(rig.backend.calls).toHaveLength(1));
    const startedMs = performance.now();
    await worker.stop();
    expect(performance.now() - startedMs).toBeLessThan(3_000);
    expect(await rig.order(id)).toMatchObject({ status: 'processing', inDoubt: true });
    await rig.worker();
    await eventually(async () => expect((await rig.order(id)).status).toBe('completed'), {
      timeoutMs: 10_000,
    });
    expect(rig.backend.calls).toHaveLength(2);
  }, 20_000);

  it('stops although Redis is away', async () => {
    rig.backend.answer = savesAfter(50);
    await rig.submit(5);
    const worker = await rig.worker({ SHUTDOWN_GRACE_MS: '2000' });
    await eventually(() => expect(rig.backend.calls.length).toBeGreaterThan(0));
    await rig.server.kill();
    const startedMs = performance.now();
    await worker.stop();
    expect(performance.now() - startedMs).toBeLessThan(8_000);
    await rig.server.restart();
  }, 20_000);
});
