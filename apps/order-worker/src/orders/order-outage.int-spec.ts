import { eventually } from '../../../../test/support/eventually';
import { savesAfter } from '../testing/stub-backend';
import { WorkerHarness } from '../testing/worker-harness';

describe('orders under way while Redis is away', () => {
  let harness: WorkerHarness;

  beforeAll(async () => {
    harness = await WorkerHarness.start('always');
  });
  afterEach(() => harness.clear());
  afterAll(() => harness.stop());

  it('loses nothing when Redis restarts in the middle', async () => {
    harness.backend.answer = savesAfter(10);
    const ids = await harness.submit(300);
    await harness.worker({ ORDER_CONCURRENCY: '4', LEASE_MS: '1000' });
    await eventually(() => expect(harness.backend.calls.length).toBeGreaterThan(50));
    await harness.server.kill();
    await harness.server.restart();
    await eventually(async () => expect(await harness.statuses(ids)).toEqual({ completed: 300 }), {
      timeoutMs: 25_000,
    });
    expect(harness.backend.mostAtOnce).toBeLessThanOrEqual(4);
  }, 30_000);
});
