import { partitionOfId } from '@sluice/task-queue';
import { eventually } from '../../../../test/support/eventually';
import { savesAfter } from '../testing/stub-backend';
import { WorkerHarness } from '../testing/worker-harness';

const CLIENTS = Array.from({ length: 12 }, (_, nth) => `client-${nth}`);

describe('orders over several partitions', () => {
  let harness: WorkerHarness;

  beforeAll(async () => {
    harness = await WorkerHarness.start('everysec', 4);
  });
  afterEach(() => harness.clear());
  afterAll(() => harness.stop());

  const submitOfAll = async (each: number): Promise<string[]> =>
    (await Promise.all(CLIENTS.map((client) => harness.submit(each, { client })))).flat();

  it('are all served, with one set of slots', async () => {
    harness.backend.answer = savesAfter(10);
    const ids = await submitOfAll(20);
    expect(new Set(ids.map(partitionOfId)).size).toBeGreaterThan(2);
    await harness.worker({ ORDER_CONCURRENCY: '5' });
    await eventually(async () => expect(await harness.statuses(ids)).toEqual({ completed: 240 }), {
      timeoutMs: 10_000,
    });
    expect(harness.backend.mostAtOnce).toBe(5);
    expect(harness.backend.calls).toHaveLength(240);
  });

  it('are served in turn: none waits for another to be empty', async () => {
    harness.backend.answer = savesAfter(10);
    const ids = await submitOfAll(30);
    const inEach = new Map<number, number>();
    for (const id of ids) inEach.set(partitionOfId(id), (inEach.get(partitionOfId(id)) ?? 0) + 1);
    await harness.worker({ ORDER_CONCURRENCY: '4' });
    await eventually(() => expect(harness.backend.calls.length).toBeGreaterThan(100));
    const seen = new Set(
      harness.backend.calls.slice(0, 40).map(({ orderId }) => partitionOfId(orderId)),
    );
    expect(seen.size).toBe(inEach.size);
    await eventually(async () => expect(await harness.statuses(ids)).toEqual({ completed: 360 }), {
      timeoutMs: 10_000,
    });
  });

  it('wake an idle worker wherever they come', async () => {
    await harness.worker();
    for (const client of CLIENTS) {
      const [id = ''] = await harness.submit(1, { client });
      await eventually(async () => expect((await harness.order(id)).status).toBe('completed'));
    }
  });
});
