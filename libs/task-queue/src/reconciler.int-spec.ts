import type { Redis } from 'ioredis';
import { eventually } from '../../../test/support/eventually';
import { readQueueDepth } from './queue-depth';
import { BASE, BELLS, order, PROBLEM, QueueFixture } from './testing/queue.fixture';

let fixture: QueueFixture;
let redis: Redis;

beforeAll(async () => {
  fixture = await QueueFixture.start();
  redis = fixture.redis;
});

afterAll(() => fixture.stop());

beforeEach(() => redis.flushall());

const NOTHING = {
  expired: 0,
  scheduled: 0,
  retries: 0,
  lapsed: 0,
  syncInDoubt: 0,
  quarantined: 0,
  bells: 0,
};

describe('the reconciler', () => {
  it('finds nothing to do with a healthy queue, held or waiting', async () => {
    await fixture.fill(5);
    await fixture.take(2);
    expect(await fixture.reconciler().pass()).toEqual(NOTHING);
  });

  it('rings when there is work and no bell, and not twice', async () => {
    await fixture.fill(5);
    await redis.del(BELLS);
    expect(await fixture.reconciler().pass()).toEqual({ ...NOTHING, bells: 1 });
    expect(await fixture.reconciler().pass()).toEqual(NOTHING);
    expect(await redis.llen(BELLS)).toBe(1);
  });

  it('does not ring while the queue is paused', async () => {
    await fixture.fill(5);
    await redis.del(BELLS);
    await fixture.queue.pause();
    expect(await fixture.reconciler().pass()).toEqual(NOTHING);
  });

  it('takes a lapsed lease, a due retry and a sync order in doubt for what they are', async () => {
    const [lapsed, retry] = [await fixture.accepted('A-1'), await fixture.accepted('A-2')];
    const claim = await (await fixture.intake()).claim(order('A-3'), 10_000);
    const { orderId: sync } = claim as { orderId: string };
    const begun = await fixture.take();
    const { epoch } = begun.find(({ taskId }) => taskId === retry)!;
    const plan = { delayMs: 0, inDoubt: false, error: PROBLEM };
    await fixture.queue.retryLater(retry, epoch, plan);
    for (const orderId of [lapsed, sync]) await fixture.leaseRunsOut(orderId);
    expect(await fixture.reconciler().pass()).toMatchObject({
      lapsed: 1,
      retries: 1,
      syncInDoubt: 1,
    });
    expect(await readQueueDepth(redis)).toMatchObject({ queued: 0, processing: 3 });
    expect(await fixture.reconciler().pass()).toEqual(NOTHING);
    const again = await fixture.take();
    const sent = again.find(({ taskId }) => taskId === sync);
    expect(sent).toMatchObject({ epoch: 2, inDoubt: true, expiresAtMs: null });
    expect(again.find(({ taskId }) => taskId === retry)).toMatchObject({ inDoubt: false });
    expect(again).toHaveLength(3);
  });

  it('puts who lost its holder before those of its lane that came later', async () => {
    const ids = await fixture.fill(10);
    await fixture.take(2);
    await fixture.leaseRunsOut(ids[1]!);
    await fixture.reconciler().pass();
    const next = await fixture.take(2);
    expect(next.map(({ taskId }) => taskId)).toEqual([ids[1], ids[2]]);
  });

  it('expires by deadline without any worker, whatever waits before', async () => {
    const long = await fixture.accepted('A-0');
    const short = await fixture.accepted('A-1', { ttlMs: 60_000 });
    await fixture.deadlinePasses(short);
    expect(await fixture.reconciler().pass()).toMatchObject({ expired: 1 });
    expect(await fixture.reader.find(short)).toMatchObject({ status: 'expired' });
    expect(await fixture.reader.find(long)).toMatchObject({ status: 'queued' });
    expect((await fixture.take()).map(({ taskId }) => taskId)).toEqual([long]);
  });

  it('works off more than fits into one pass without a pause', async () => {
    const ids = await fixture.fill(700, { ttlMs: 60_000 });
    for (const id of ids) await fixture.deadlinePasses(id);
    const seen: number[] = [];
    const reconciler = fixture.reconciler({ intervalMs: 5 });
    reconciler.start();
    await eventually(async () => {
      seen.push((await readQueueDepth(redis)).ended.expired);
      expect(seen.at(-1)).toBe(700);
    });
    await reconciler.stop();
    expect(await redis.keys(`${BASE}-reconciler`)).toEqual([]);
  });
});

describe('leadership', () => {
  it('is held by one at a time and given up at the end', async () => {
    expect(await fixture.reconciler({ name: 'r1' }).pass()).not.toBeNull();
    expect(await fixture.reconciler({ name: 'r2' }).pass()).toBeNull();
    await fixture.reconciler({ name: 'r2' }).stop();
    expect(await fixture.reconciler({ name: 'r2' }).pass()).toBeNull();
    await fixture.reconciler({ name: 'r1' }).stop();
    expect(await fixture.reconciler({ name: 'r2' }).pass()).not.toBeNull();
  });

  it('goes to who sees the leader stand still, whatever the clock of Redis does', async () => {
    const clock = jest.spyOn(performance, 'now');
    const startMs = performance.now();
    const at = (ms: number) => clock.mockReturnValue(startMs + ms);
    const [leader, heir] = [fixture.reconciler(), fixture.reconciler({ name: 'r2' })];
    at(0);
    await leader.pass();
    expect(await heir.pass()).toBeNull();
    at(4_000);
    await leader.pass();
    expect(await heir.pass()).toBeNull();
    at(8_900);
    expect(await heir.pass()).toBeNull();
    at(9_100);
    expect(await heir.pass()).not.toBeNull();
    expect(await leader.pass()).toBeNull();
    clock.mockRestore();
  });
});

describe('an order that loses its holders', () => {
  async function loses(orderId: string): Promise<void> {
    await fixture.begun(orderId);
    await fixture.leaseRunsOut(orderId);
    await fixture.reconciler().pass();
  }

  it('is handed out ever more rarely once it may have been sent, but never failed', async () => {
    const orderId = await fixture.accepted('A-1');
    for (let time = 0; time < 3; time += 1) await loses(orderId);
    await loses(orderId);
    expect(await fixture.take()).toEqual([]);
    expect(await fixture.reader.find(orderId)).toMatchObject({
      status: 'processing',
      inDoubt: true,
    });
    const place = await fixture.reader.place(await fixture.reader.require(orderId));
    expect(place.waitMs).toBeGreaterThan(8_000);
    await fixture.retryIsDue(orderId);
    await fixture.reconciler().pass();
    expect(await fixture.begun(orderId)).toMatchObject({ inDoubt: true });
  });
});
