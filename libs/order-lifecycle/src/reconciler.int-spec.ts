import { summarizeProblem } from '@sluice/contracts';
import Bull from 'bull';
import type { Redis } from 'ioredis';
import { BULL_KEYS, LIFECYCLE_KEYS } from './lifecycle-keys';
import { recordKeyOf } from './order-id';
import { ORDER_QUEUE, ORDER_QUEUE_PREFIX } from './order-queue';
import { agoMs, order, LifecycleFixture } from './testing/lifecycle.fixture';

let fixture: LifecycleFixture;
let redis: Redis;

beforeAll(async () => {
  fixture = await LifecycleFixture.start();
  redis = fixture.redis;
});

afterAll(() => fixture.stop());

beforeEach(() => redis.flushall());

describe('the reconciler', () => {
  it('finds nothing to do with a healthy queue, held or waiting', async () => {
    for (let i = 0; i < 5; i++) await fixture.accepted(`A-${i}`);
    const held = await redis.rpoplpush(BULL_KEYS.wait, BULL_KEYS.active);
    await redis.set(`${BULL_KEYS.jobPrefix}${held}:lock`, 'token');
    expect(await fixture.reconciler().pass()).toEqual({
      expired: 0,
      lost: 0,
      retries: 0,
      lapsed: 0,
      syncInDoubt: 0,
      quarantined: 0,
    });
  });

  it('puts back a job that was popped by a process which died', async () => {
    const orderId = await fixture.accepted('A-1');
    await redis.rpoplpush(BULL_KEYS.wait, BULL_KEYS.active);
    expect(await fixture.reconciler().pass()).toMatchObject({ lost: 1 });
    expect(await redis.lrange(BULL_KEYS.wait, 0, -1)).toEqual([orderId]);
    expect(await redis.llen(BULL_KEYS.active)).toBe(0);
    expect(await fixture.reconciler().pass()).toMatchObject({ lost: 0 });
  });

  it('puts back a job that vanished out of the middle of a long line, at its head', async () => {
    const intake = await fixture.intake();
    const ids: string[] = [];
    for (let i = 0; i < 150; i++) {
      ids.push(((await intake.accept(order(`B-${i}`))) as { orderId: string }).orderId);
      await redis.zadd(LIFECYCLE_KEYS.queued, agoMs(100_000) + i * 10, ids[i]!);
    }
    await redis.lrem(BULL_KEYS.wait, 1, ids[3]!);
    expect(await fixture.reconciler({ graceMs: 0 }).pass()).toMatchObject({ lost: 0 });
    for (let i = 0; i < 5; i++) await redis.rpop(BULL_KEYS.wait);
    for (const id of [0, 1, 2, 4, 5]) await fixture.begun(ids[id]!);
    expect(await fixture.reconciler({ graceMs: 0 }).pass()).toMatchObject({ lost: 1 });
    expect(await redis.lindex(BULL_KEYS.wait, -1)).toBe(ids[3]);
    expect(await fixture.reconciler({ graceMs: 0 }).pass()).toMatchObject({ lost: 0 });
  });

  it('restores the whole line in its order when Bull lost it', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 20; i++) {
      ids.push(await fixture.accepted(`C-${String(i).padStart(2, '0')}`));
      await redis.zadd(LIFECYCLE_KEYS.queued, agoMs(100_000) + i, ids[i]!);
    }
    await redis.del(BULL_KEYS.wait);
    expect(await fixture.reconciler().pass()).toMatchObject({ lost: 20 });
    expect((await redis.lrange(BULL_KEYS.wait, 0, -1)).reverse()).toEqual(ids);
  });

  it('also works while the queue is paused, and does not grow it', async () => {
    const queue = new Bull(ORDER_QUEUE, fixture.server.url, { prefix: ORDER_QUEUE_PREFIX });
    await queue.pause();
    const orderId = await fixture.accepted('A-1');
    await redis.del(BULL_KEYS.paused);
    for (let i = 0; i < 3; i++) await fixture.reconciler().pass();
    expect(await redis.lrange(BULL_KEYS.paused, 0, -1)).toEqual([orderId]);
    await queue.close();
  });

  it('does not grow a paused queue, however many retries are due', async () => {
    const intake = await fixture.intake({ queueLimit: 10_000 });
    const orders = Array.from({ length: 2_500 }, (_, i) => order(`G-${i}`));
    const verdicts = await Promise.all(orders.map((one) => intake.accept(one)));
    const ids = verdicts.map((verdict) => (verdict as { orderId: string }).orderId);
    await redis.del(BULL_KEYS.wait, ...ids.map((id) => BULL_KEYS.jobPrefix + id));
    await redis.set(BULL_KEYS.metaPaused, '1');
    const error = summarizeProblem('backend-failed');
    await Promise.all(
      ids.map(async (id) => {
        const { epoch } = await fixture.begun(id);
        await fixture.lifecycle.retryLater(id, epoch, { delayMs: 0, inDoubt: false, error });
      }),
    );
    for (let i = 0; i < 15; i++) await fixture.reconciler({ recheckMs: 0 }).pass();
    expect(await redis.llen(BULL_KEYS.paused)).toBe(2_500);
  }, 20_000);

  it('takes a lapsed lease, a due retry and a sync order in doubt for what they are', async () => {
    const [lapsed, retry] = [await fixture.accepted('A-1'), await fixture.accepted('A-2')];
    await redis.del(BULL_KEYS.wait);
    const claim = await (await fixture.intake()).claim(order('A-3'), 10_000);
    const { orderId: sync } = claim as { orderId: string };
    await fixture.begun(lapsed);
    const { epoch } = await fixture.begun(retry);
    await fixture.lifecycle.retryLater(retry, epoch, {
      delayMs: 0,
      inDoubt: false,
      error: summarizeProblem('backend-failed'),
    });
    await fixture.leaseRunsOut(lapsed);
    await fixture.leaseRunsOut(sync);
    await new Promise((resolve) => setTimeout(resolve, 2));
    expect(await fixture.reconciler().pass()).toMatchObject({
      lapsed: 1,
      retries: 1,
      syncInDoubt: 1,
    });
    expect((await redis.lrange(BULL_KEYS.wait, 0, -1)).sort()).toEqual(
      [lapsed, retry, sync].sort(),
    );
    expect(await fixture.reconciler().pass()).toMatchObject({
      lapsed: 0,
      retries: 0,
      syncInDoubt: 0,
    });
    expect(await fixture.begun(sync)).toMatchObject({ epoch: 2, inDoubt: true, expiresAtMs: null });
  });

  it('expires by deadline without any worker, whatever the line looks like', async () => {
    const intake = await fixture.intake();
    const long = await fixture.accepted('A-0');
    const short = (await intake.accept(order('A-1', { ttlMs: 1 }))) as { orderId: string };
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await fixture.reconciler().pass()).toMatchObject({ expired: 1 });
    expect(await fixture.reader.find(short.orderId)).toMatchObject({ status: 'expired' });
    expect(await fixture.reader.find(long)).toMatchObject({ status: 'queued' });
    expect(await redis.lrange(BULL_KEYS.wait, 0, -1)).toEqual([long]);
  });

  it('is led by one at a time', async () => {
    expect(await fixture.reconciler({ name: 'r1' }).pass()).not.toBeNull();
    expect(await fixture.reconciler({ name: 'r2' }).pass()).toBeNull();
    await fixture.reconciler({ name: 'r2' }).stop();
    expect(await fixture.reconciler({ name: 'r2' }).pass()).toBeNull();
    await fixture.reconciler({ name: 'r1' }).stop();
    expect(await fixture.reconciler({ name: 'r2' }).pass()).not.toBeNull();
  });
});

describe('an order that loses its holders', () => {
  it('is quarantined when it was never begun, and can be retried by an operator', async () => {
    const orderId = await fixture.accepted('A-1');
    for (let i = 1; i < 5; i++) {
      await redis.rpoplpush(BULL_KEYS.wait, BULL_KEYS.active);
      expect(await fixture.reconciler().pass()).toMatchObject({ lost: 1, quarantined: 0 });
    }
    await redis.rpoplpush(BULL_KEYS.wait, BULL_KEYS.active);
    expect(await fixture.reconciler().pass()).toMatchObject({ lost: 0, quarantined: 1 });
    expect(await fixture.reader.find(orderId)).toMatchObject({
      status: 'failed',
      attempts: 0,
      error: { code: 'order-quarantined' },
    });
    expect(await redis.llen(BULL_KEYS.active)).toBe(0);

    expect(await fixture.lifecycle.replay(orderId, 60_000)).toBe('queued');
    expect(await fixture.lifecycle.replay(orderId, 60_000)).toBe('queued');
    expect(await redis.lrange(BULL_KEYS.wait, 0, -1)).toEqual([orderId]);
    expect(await redis.pttl(LIFECYCLE_KEYS.orderPrefix + recordKeyOf(orderId))).toBe(-1);
    expect(await fixture.begun(orderId)).toMatchObject({ epoch: 1, inDoubt: false });
  });

  it('is handed out ever more rarely once it may have been sent, but never failed', async () => {
    const orderId = await fixture.accepted('A-1');
    await fixture.begun(orderId);
    for (let i = 0; i < 3; i++) {
      await fixture.leaseRunsOut(orderId);
      await fixture.begun(orderId);
    }
    await fixture.leaseRunsOut(orderId);
    expect(await fixture.lifecycle.begin(orderId, { leaseMs: 1000 })).toMatchObject({
      reason: 'leased',
    });
    expect(await fixture.reader.find(orderId)).toMatchObject({
      status: 'processing',
      inDoubt: true,
    });
    const due = Number(await redis.zscore(LIFECYCLE_KEYS.leases, orderId));
    expect(due - Date.now()).toBeGreaterThan(8_000);
    await fixture.leaseRunsOut(orderId);
    expect(await fixture.begun(orderId)).toMatchObject({ inDoubt: true });
  });

  it('is not replayed once it was in doubt', async () => {
    const orderId = await fixture.accepted('A-1');
    await fixture.begun(orderId);
    await fixture.leaseRunsOut(orderId);
    const { epoch } = await fixture.begun(orderId);
    await fixture.lifecycle.settle(orderId, epoch, {
      status: 'failed',
      error: summarizeProblem('order-rejected'),
    });
    expect(await fixture.lifecycle.replay(orderId, 60_000)).toBe('in-doubt');
  });
});
