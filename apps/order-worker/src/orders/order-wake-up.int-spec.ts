import { ORDERS, wakeUpQueue } from '@sluice/task-queue';
import { eventually } from '../../../../test/support/eventually';
import { savesAfter } from '../testing/stub-backend';
import { WorkerHarness } from '../testing/worker-harness';

const { keyPrefix: BULL } = wakeUpQueue(ORDERS, 0);

describe('bells', () => {
  let harness: WorkerHarness;

  beforeAll(async () => {
    harness = await WorkerHarness.start();
  });
  afterEach(() => harness.clear());
  afterAll(() => harness.stop());

  it('wake idle workers within a moment, each of them', async () => {
    harness.backend.answer = savesAfter(2_000);
    await Promise.all([1, 2, 3].map(() => harness.worker({ ORDER_CONCURRENCY: '4' })));
    await harness.submit(12);
    await eventually(() => expect(harness.backend.mostAtOnce).toBe(12), { timeoutMs: 2_000 });
  });

  it('are few, however many orders wait', async () => {
    await harness.submit(500);
    expect((await harness.bells()).waiting).toBeLessThanOrEqual(8);
  });

  it('leave nothing in Redis once they are spent', async () => {
    await harness.worker();
    const ids = await harness.submit(50);
    await eventually(async () => expect(await harness.statuses(ids)).toEqual({ completed: 50 }));
    await eventually(async () => {
      expect(await harness.bells()).toEqual({ waiting: 0, taken: 0 });
      expect(await harness.redis.keys(`${BULL}[0-9]*`)).toEqual([]);
    });
  });

  it('are harmless when their job is gone', async () => {
    await harness.redis.lpush(`${BULL}wait`, 'gone');
    await harness.worker();
    const ids = await harness.submit(3);
    await eventually(async () => {
      expect(await harness.statuses(ids)).toEqual({ completed: 3 });
      expect(await harness.bells()).toEqual({ waiting: 0, taken: 0 });
      expect(await harness.redis.exists(`${BULL}gone`)).toBe(0);
    });
  });

  it('are not needed where all of them got lost', async () => {
    await harness.submit(20);
    await harness.redis.del(`${BULL}wait`);
    await harness.worker();
    await eventually(() => expect(harness.backend.calls).toHaveLength(20));
  });
});
