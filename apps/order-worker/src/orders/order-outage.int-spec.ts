import { eventually } from '../../../../test/support/eventually';
import { savesAfter } from '../testing/stub-backend';
import { WorkerRig } from '../testing/worker-rig';

describe('orders under way while Redis is away', () => {
  let rig: WorkerRig;

  beforeAll(async () => {
    rig = await WorkerRig.start('always');
  });
  afterEach(() => rig.clear());
  afterAll(() => rig.stop());

  it('loses nothing when Redis restarts in the middle', async () => {
    rig.backend.answer = savesAfter(10);
    const ids = await rig.submit(300);
    await rig.worker({ ORDER_CONCURRENCY: '4', LEASE_MS: '1000' });
    await eventually(() => expect(rig.backend.calls.length).toBeGreaterThan(50));
    await rig.server.kill();
    await rig.server.restart();
    await eventually(async () => expect(await rig.statuses(ids)).toEqual({ completed: 300 }), {
      timeoutMs: 25_000,
    });
    expect(rig.backend.mostAtOnce).toBeLessThanOrEqual(4);
  }, 30_000);
});
