import { eventually } from '../../../../test/support/eventually';
import { savesAfter } from '../testing/stub-backend';
import { WorkerHarness } from '../testing/worker-harness';

describe('a worker that is asked to stop', () => {
  let harness: WorkerHarness;

  beforeAll(async () => {
    harness = await WorkerHarness.start();
  });
  afterEach(() => harness.clear());
  afterAll(() => harness.stop());

  it('finishes what is in flight and leaves the rest to others', async () => {
    harness.backend.answer = savesAfter(400);
    const orders = await harness.submit(20);
    const worker = await harness.worker({ ORDER_CONCURRENCY: '3' });
    await eventually(() => expect(harness.backend.calls).toHaveLength(3));
    await worker.stop();
    expect(await harness.statuses(orders)).toEqual({ completed: 3, queued: 17 });
    expect((await harness.bells()).taken).toBe(0);
    expect(harness.backend.calls).toHaveLength(3);
  });

  it('is not held up by a call that hangs; another worker ends the doubt', async () => {
    harness.backend.answer = (response, call, nth) => {
      if (nth > 1) savesAfter(1)(response, call, nth);
    };
    const [id = ''] = await harness.submit(1);
    const worker = await harness.worker({ SHUTDOWN_GRACE_MS: '1000' });
    await eventually(() => expect(harness.backend.calls).toHaveLength(1));
    const startedMs = performance.now();
    await worker.stop();
    expect(performance.now() - startedMs).toBeLessThan(3_000);
    expect(await harness.order(id)).toMatchObject({ status: 'processing', inDoubt: true });
    await harness.worker();
    await eventually(async () => expect((await harness.order(id)).status).toBe('completed'), {
      timeoutMs: 10_000,
    });
    expect(harness.backend.calls).toHaveLength(2);
  }, 20_000);

  it('stops although Redis is away', async () => {
    harness.backend.answer = savesAfter(50);
    await harness.submit(5);
    const worker = await harness.worker({ SHUTDOWN_GRACE_MS: '2000' });
    await eventually(() => expect(harness.backend.calls.length).toBeGreaterThan(0));
    await harness.server.kill();
    const startedMs = performance.now();
    await worker.stop();
    expect(performance.now() - startedMs).toBeLessThan(8_000);
    await harness.server.restart();
  }, 20_000);
});
