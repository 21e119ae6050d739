import { summarizeProblem } from '@sluice/contracts';
import type { Redis } from 'ioredis';
import { ClientPolicies } from './client-policies';
import { readQueueDepth } from './queue-depth';
import { BASE, idempotency, order, PROBLEM, QueueFixture } from './testing/queue.fixture';
import { ORDERS, recordKey } from './task-kind';

let fixture: QueueFixture;
let redis: Redis;

beforeAll(async () => {
  fixture = await QueueFixture.start();
  redis = fixture.redis;
});

afterAll(() => fixture.stop());

beforeEach(() => redis.flushall());

const mended = () => fixture.reconciler().pass();

describe('begin and settle', () => {
  it('hands an order out once, with what it takes to send it', async () => {
    const orderId = await fixture.accepted('A-1', { traceparent: '00-1-2-01' });
    expect(await fixture.begun(orderId)).toMatchObject({
      client: 'acme',
      epoch: 1,
      attempts: 1,
      inDoubt: false,
      orderJson: order('A-1').orderJson,
      correlationId: 'corr-1',
      traceparent: '00-1-2-01',
    });
    expect(await fixture.take()).toEqual([]);
    expect((await readQueueDepth(redis)).queued).toBe(0);
  });

  it('completes: result kept, payload shed, retention set', async () => {
    const orderId = await fixture.accepted('A-1', { idempotency: idempotency('k', 'b') });
    const { epoch } = await fixture.begun(orderId);
    const settlement = { status: 'completed' as const, result: { ok: 1 } };
    expect(await fixture.queue.settle(orderId, epoch, settlement)).toBe(true);
    expect(await fixture.reader.find(orderId)).toMatchObject({
      status: 'completed',
      result: { ok: 1 },
      orderJson: null,
      orderNumber: 'A-1',
    });
    const [key] = await redis.keys('*idempotency:*');
    expect(await redis.pttl(key!)).toBeGreaterThan(0);
    expect(await redis.pttl(recordKey(ORDERS, orderId))).toBeGreaterThan(0);
    expect(await redis.zcard(`${BASE}-leases`)).toBe(0);
    expect((await readQueueDepth(redis)).ended.completed).toBe(1);
  });

  it('fails: error kept, payload kept for a retry, listed', async () => {
    const orderId = await fixture.accepted('A-1');
    const { epoch } = await fixture.begun(orderId);
    const error = summarizeProblem('order-rejected', 'no');
    await fixture.queue.settle(orderId, epoch, { status: 'failed', error });
    expect(await fixture.reader.find(orderId)).toMatchObject({
      status: 'failed',
      error: { code: 'order-rejected', detail: 'no' },
      orderJson: order('A-1').orderJson,
    });
    expect((await readQueueDepth(redis)).failed).toBe(1);
    expect(await fixture.reader.deadLetters(10)).toMatchObject([{ orderId }]);
  });

  it('lets no zombie settle: a newer epoch wins', async () => {
    const orderId = await fixture.accepted('A-1');
    const zombie = await fixture.begun(orderId);
    await fixture.leaseRunsOut(orderId);
    expect(await mended()).toMatchObject({ lapsed: 1 });
    const heir = await fixture.begun(orderId);
    expect(heir).toMatchObject({ epoch: 2, attempts: 2, inDoubt: true, fresh: false });
    const saved = (result: number) => ({ status: 'completed' as const, result });
    expect(await fixture.queue.settle(orderId, zombie.epoch, saved(1))).toBe(false);
    const held = [{ taskId: orderId, epoch: zombie.epoch }];
    expect(await fixture.queue.renew(held, 1000)).toEqual([false]);
    expect(await fixture.queue.settle(orderId, heir.epoch, saved(2))).toBe(true);
    expect(await fixture.reader.find(orderId)).toMatchObject({ result: 2 });
  });

  it('takes a late outcome while nobody else has begun the order', async () => {
    const orderId = await fixture.accepted('A-1');
    const { epoch } = await fixture.begun(orderId);
    await fixture.leaseRunsOut(orderId);
    await mended();
    expect(await fixture.queue.renew([{ taskId: orderId, epoch }], 1000)).toEqual([false]);
    const saved = { status: 'completed' as const, result: 1 };
    expect(await fixture.queue.settle(orderId, epoch, saved)).toBe(true);
    expect(await fixture.take()).toEqual([]);
    expect(await readQueueDepth(redis)).toMatchObject({ processing: 0, activeLanes: 0 });
    expect(await redis.exists(`${BASE}-waiting-corrections`)).toBe(0);
  });

  it('never hands out what ended, or what nobody took in', async () => {
    const orderId = await fixture.accepted('A-1');
    const { epoch } = await fixture.begun(orderId);
    await fixture.queue.settle(orderId, epoch, { status: 'completed', result: 1 });
    const stranger = `${'0'.repeat(6)}${orderId.slice(6)}`;
    await redis.rpush(`${BASE}-lane:acme:n`, orderId, stranger, 'nonsense');
    await redis.zadd(`${BASE}-lanes`, 0, 'acme:n');
    expect(await fixture.take()).toEqual([]);
    expect(await fixture.reader.find(stranger)).toBeNull();
  });

  it('expires what would be begun too late', async () => {
    const orderId = await fixture.accepted('A-1');
    await fixture.deadlinePasses(orderId);
    const next = await fixture.accepted('A-2');
    expect((await fixture.take(1)).map(({ taskId }) => taskId)).toEqual([next]);
    expect(await fixture.reader.find(orderId)).toMatchObject({ status: 'expired', attempts: 0 });
    expect((await readQueueDepth(redis)).queued).toBe(0);
  });

  it('fails what ran out of time between attempts that never got through', async () => {
    const [safe, doubtful] = [await fixture.accepted('A-1'), await fixture.accepted('A-2')];
    for (const { taskId, epoch } of await fixture.take()) {
      const inDoubt = taskId === doubtful;
      await fixture.queue.retryLater(taskId, epoch, { delayMs: 0, inDoubt, error: PROBLEM });
      await fixture.deadlinePasses(taskId);
    }
    await mended();
    expect(await fixture.take()).toMatchObject([{ taskId: doubtful, inDoubt: true }]);
    expect(await fixture.reader.find(safe)).toMatchObject({
      status: 'failed',
      error: { code: 'backend-failed' },
    });
    expect(await fixture.reader.deadLetters(10)).toMatchObject([{ orderId: safe }]);
  });

  it('keeps an order in doubt through retries', async () => {
    const orderId = await fixture.accepted('A-1');
    const { epoch } = await fixture.begun(orderId);
    const plan = { delayMs: 0, error: PROBLEM };
    await fixture.queue.retryLater(orderId, epoch, { ...plan, inDoubt: true });
    expect(await fixture.reader.find(orderId)).toMatchObject({
      status: 'processing',
      inDoubt: true,
      error: PROBLEM,
    });
    await mended();
    const next = await fixture.begun(orderId);
    expect(next).toMatchObject({ epoch: 2, inDoubt: true });
    await fixture.queue.retryLater(orderId, next.epoch, { ...plan, inDoubt: false });
    await mended();
    expect((await fixture.begun(orderId)).inDoubt).toBe(true);
  });

  it('does not count an attempt in which nothing was tried', async () => {
    const orderId = await fixture.accepted('A-1');
    const { epoch } = await fixture.begun(orderId);
    const plan = { delayMs: 0, inDoubt: false, error: PROBLEM, untried: true };
    await fixture.queue.retryLater(orderId, epoch, plan);
    await mended();
    expect(await fixture.begun(orderId)).toMatchObject({ epoch: 2, attempts: 1 });
  });
});

describe('cancel', () => {
  it('ends a queued order, which is then passed over', async () => {
    const [orderId, other] = [await fixture.accepted('A-1'), await fixture.accepted('A-2')];
    const cancel = () => fixture.queue.cancel(orderId, 'acme');
    expect(await cancel()).toEqual({ changed: true, status: 'cancelled' });
    expect(await cancel()).toEqual({ changed: false, status: 'cancelled' });
    expect((await fixture.take()).map(({ taskId }) => taskId)).toEqual([other]);
    expect(await redis.exists(`${BASE}-waiting-corrections`)).toBe(0);
  });

  it('is refused to others and once the order is begun', async () => {
    const orderId = await fixture.accepted('A-1');
    expect(await fixture.queue.cancel(orderId, 'other')).toEqual({
      changed: false,
      status: 'unknown',
    });
    await fixture.begun(orderId);
    expect(await fixture.queue.cancel(orderId, 'acme')).toEqual({
      changed: false,
      status: 'processing',
    });
  });

  it('frees the room of its client at once, wherever in the lane it stands', async () => {
    const intake = await fixture.intake({ clientQueueLimit: 10 });
    const ids = await fixture.fill(10);
    const refused = { verdict: 'client-full', backlog: 10 };
    expect(await intake.accept(order('B-1'))).toMatchObject(refused);
    await fixture.queue.cancel(ids[5]!, 'acme');
    expect(await intake.accept(order('B-1'))).toMatchObject({ verdict: 'accepted' });
    expect(await intake.accept(order('B-2'))).toMatchObject(refused);
    expect(await intake.accept(order('B-2', { client: 'other' }))).toMatchObject({
      verdict: 'accepted',
    });
  });
});

describe('expireIfDue', () => {
  it("goes by Redis' clock, whatever this process takes for the time", async () => {
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000);
    const orderId = await fixture.accepted('A-1');
    expect(await fixture.queue.expireIfDue(orderId)).toBe(false);
    expect(await fixture.begun(orderId)).toMatchObject({ attempts: 1 });
    clock.mockRestore();
  });

  it('ends what is past its deadline and nothing else', async () => {
    const [due, not] = [await fixture.accepted('A-1'), await fixture.accepted('A-2')];
    await fixture.deadlinePasses(due);
    expect(await fixture.queue.expireIfDue(due)).toBe(true);
    expect(await fixture.queue.expireIfDue(due)).toBe(false);
    expect(await fixture.queue.expireIfDue(not)).toBe(false);
    expect(await fixture.reader.find(due)).toMatchObject({ status: 'expired' });
  });
});

describe('replay', () => {
  it('takes a failed order back, once, at the end of its lane', async () => {
    const orderId = await fixture.accepted('A-1');
    const { epoch } = await fixture.begun(orderId);
    await fixture.queue.settle(orderId, epoch, { status: 'failed', error: PROBLEM });
    expect(await fixture.queue.replay(orderId, 60_000)).toBe('queued');
    expect(await fixture.queue.replay(orderId, 60_000)).toBe('queued');
    expect(await redis.pttl(recordKey(ORDERS, orderId))).toBe(-1);
    expect(await fixture.take()).toMatchObject([{ taskId: orderId, epoch: 2, attempts: 2 }]);
    expect((await readQueueDepth(redis)).failed).toBe(0);
  });

  it('leaves alone what was in doubt once', async () => {
    const orderId = await fixture.accepted('A-1');
    await fixture.begun(orderId);
    await fixture.leaseRunsOut(orderId);
    await mended();
    const { epoch } = await fixture.begun(orderId);
    await fixture.queue.settle(orderId, epoch, { status: 'failed', error: PROBLEM });
    expect(await fixture.queue.replay(orderId, 60_000)).toBe('in-doubt');
  });
});

describe('where an order stands', () => {
  it('is told from its own lane, and from all lanes that are served in turn', async () => {
    const ids = await fixture.fill(100);
    const find = async (id: string) => fixture.reader.place(await fixture.reader.require(id));
    expect(await find(ids[0]!)).toEqual({ ahead: 0, waitMs: 0 });
    const { ahead } = await find(ids[99]!);
    expect(ahead).toBeGreaterThan(60);
    const small = await fixture.accept('S-1', { client: 'small' });
    expect(small.ahead).toBe(0);
    expect((await find(small.orderId)).ahead).toBe(0);
    expect((await fixture.accept('S-2', { client: 'small' })).ahead).toBe(2);
  });

  it('counts lanes whose client has as many in flight as it may', async () => {
    const policies = new ClientPolicies(redis);
    await policies.publish([{ client: 'acme', weight: 1, maxInFlight: 2 }]);
    const ids = await fixture.fill(100);
    expect(await fixture.take(10)).toHaveLength(2);
    expect(await readQueueDepth(redis)).toMatchObject({ queued: 98, activeLanes: 1 });
    const { ahead } = await fixture.reader.place(await fixture.reader.require(ids[99]!));
    expect(ahead).toBeGreaterThan(60);
    expect((await fixture.accept('L-1')).ahead).toBe(98);
  });

  it('is told by time where an order waits for one', async () => {
    const scheduled = await fixture.accepted('N-1', { notBeforeMs: Date.now() + 50_000 });
    const place = await fixture.reader.place(await fixture.reader.require(scheduled));
    expect(place.waitMs).toBeGreaterThan(40_000);
    const orderId = await fixture.accepted('A-1');
    const { epoch } = await fixture.begun(orderId);
    const plan = { delayMs: 20_000, inDoubt: false, error: PROBLEM };
    await fixture.queue.retryLater(orderId, epoch, plan);
    const { waitMs } = await fixture.reader.place(await fixture.reader.require(orderId));
    expect(waitMs).toBeGreaterThan(15_000);
    expect(waitMs).toBeLessThanOrEqual(20_000);
  });
});
