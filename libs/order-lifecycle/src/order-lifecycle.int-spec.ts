import { summarizeProblem } from '@sluice/contracts';
import type { Redis } from 'ioredis';
import { BULL_KEYS, LIFECYCLE_KEYS } from './lifecycle-keys';
import { recordKeyOf } from './order-id';
import { readQueueDepth } from './queue-depth';
import { idempotency, order, LifecycleFixture } from './testing/lifecycle.fixture';

let fixture: LifecycleFixture;
let redis: Redis;

beforeAll(async () => {
  fixture = await LifecycleFixture.start();
  redis = fixture.redis;
});

afterAll(() => fixture.stop());

beforeEach(() => redis.flushall());

describe('begin and settle', () => {
  it('hands an order out once, with what it takes to send it', async () => {
    const orderId = await fixture.accepted('A-1', { traceparent: '00-1-2-01' });
    expect(await fixture.begun(orderId)).toMatchObject({
      epoch: 1,
      attempts: 1,
      inDoubt: false,
      orderJson: order('A-1').orderJson,
      correlationId: 'corr-1',
      traceparent: '00-1-2-01',
    });
    expect(await fixture.lifecycle.begin(orderId, { leaseMs: 1000 })).toEqual({
      verdict: 'refused',
      reason: 'leased',
    });
    expect((await readQueueDepth(redis)).queued).toBe(0);
  });

  it('completes: result kept, payload shed, retention set', async () => {
    const orderId = await fixture.accepted('A-1', { idempotency: idempotency('k', 'b') });
    const { epoch } = await fixture.begun(orderId);
    expect(
      await fixture.lifecycle.settle(orderId, epoch, { status: 'completed', result: { ok: 1 } }),
    ).toBe(true);
    expect(await fixture.reader.find(orderId)).toMatchObject({
      status: 'completed',
      result: { ok: 1 },
      orderJson: null,
      orderNumber: 'A-1',
    });
    for (const key of await redis.keys(`${LIFECYCLE_KEYS.idempotencyPrefix}*`)) {
      expect(await redis.pttl(key)).toBeGreaterThan(0);
    }
    expect(await redis.pttl(LIFECYCLE_KEYS.orderPrefix + recordKeyOf(orderId))).toBeGreaterThan(0);
    expect(await redis.zcard(LIFECYCLE_KEYS.leases)).toBe(0);
    expect((await readQueueDepth(redis)).ended.completed).toBe(1);
  });

  it('fails: error kept, payload kept for a retry, listed', async () => {
    const orderId = await fixture.accepted('A-1');
    const { epoch } = await fixture.begun(orderId);
    await fixture.lifecycle.settle(orderId, epoch, {
      status: 'failed',
      error: summarizeProblem('order-rejected', 'no'),
    });
    expect(await fixture.reader.find(orderId)).toMatchObject({
      status: 'failed',
      error: { code: 'order-rejected', detail: 'no' },
      orderJson: order('A-1').orderJson,
    });
    expect((await readQueueDepth(redis)).failed).toBe(1);
  });

  it('lets no zombie settle: a newer epoch wins', async () => {
    const orderId = await fixture.accepted('A-1');
    const zombie = await fixture.begun(orderId);
    await fixture.leaseRunsOut(orderId);
    const heir = await fixture.begun(orderId);
    expect(heir).toMatchObject({ epoch: 2, attempts: 2, inDoubt: true });
    expect(
      await fixture.lifecycle.settle(orderId, zombie.epoch, { status: 'completed', result: 1 }),
    ).toBe(false);
    expect(await fixture.lifecycle.renew([{ taskId: orderId, epoch: zombie.epoch }], 1000)).toEqual(
      [false],
    );
    expect(
      await fixture.lifecycle.settle(orderId, heir.epoch, { status: 'completed', result: 2 }),
    ).toBe(true);
    expect(
      await fixture.lifecycle.settle(orderId, heir.epoch, { status: 'completed', result: 3 }),
    ).toBe(false);
    expect(await fixture.reader.find(orderId)).toMatchObject({ result: 2 });
  });

  it('never hands out what ended, or what nobody took in', async () => {
    const orderId = await fixture.accepted('A-1');
    const { epoch } = await fixture.begun(orderId);
    await fixture.lifecycle.settle(orderId, epoch, { status: 'completed', result: 1 });
    expect(await fixture.lifecycle.begin(orderId, { leaseMs: 1 })).toMatchObject({
      reason: 'ended',
    });
    const stranger = `${'0'.repeat(6)}${orderId.slice(6)}`;
    expect(await fixture.lifecycle.begin(stranger, { leaseMs: 1 })).toMatchObject({
      reason: 'unknown',
    });
    expect(await fixture.reader.find(stranger)).toBeNull();
  });

  it('expires what is begun too late', async () => {
    const orderId = await fixture.accepted('A-1', { ttlMs: 1 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await fixture.lifecycle.begin(orderId, { leaseMs: 1 })).toMatchObject({
      reason: 'expired',
    });
    expect(await fixture.reader.find(orderId)).toMatchObject({ status: 'expired', attempts: 0 });
    expect(await redis.llen(BULL_KEYS.wait)).toBe(0);
  });

  it('fails what ran out of time between attempts that never got through', async () => {
    const [safe, doubtful] = [await fixture.accepted('A-1'), await fixture.accepted('A-2')];
    const error = summarizeProblem('backend-failed');
    for (const [orderId, inDoubt] of [
      [safe, false],
      [doubtful, true],
    ] as const) {
      const { epoch } = await fixture.begun(orderId);
      await fixture.lifecycle.retryLater(orderId, epoch, { delayMs: 0, inDoubt, error });
      const key = LIFECYCLE_KEYS.orderPrefix + recordKeyOf(orderId);
      await redis.hset(key, 'd', (await redis.hget(key, 'd'))!.replace(/ \d+/, ' 1'));
    }
    expect(await fixture.lifecycle.begin(safe, { leaseMs: 1 })).toMatchObject({
      reason: 'expired',
    });
    expect(await fixture.reader.find(safe)).toMatchObject({
      status: 'failed',
      error: { code: 'backend-failed' },
    });
    expect(await fixture.reader.deadLetters(10)).toMatchObject([{ orderId: safe }]);
    expect(await fixture.begun(doubtful)).toMatchObject({ inDoubt: true });
  });

  it('keeps an order in doubt through retries', async () => {
    const orderId = await fixture.accepted('A-1');
    const { epoch } = await fixture.begun(orderId);
    const error = summarizeProblem('backend-failed');
    await fixture.lifecycle.retryLater(orderId, epoch, { delayMs: 0, inDoubt: true, error });
    expect(await fixture.reader.find(orderId)).toMatchObject({
      status: 'processing',
      inDoubt: true,
    });
    const next = await fixture.begun(orderId);
    expect(next).toMatchObject({ epoch: 2, inDoubt: true });
    await fixture.lifecycle.retryLater(orderId, next.epoch, { delayMs: 0, inDoubt: false, error });
    expect((await fixture.begun(orderId)).inDoubt).toBe(true);
  });
});

describe('cancel', () => {
  it('ends a queued order and takes its job out of the line', async () => {
    const orderId = await fixture.accepted('A-1');
    expect(await fixture.lifecycle.cancel(orderId, 'acme')).toEqual({
      changed: true,
      status: 'cancelled',
    });
    expect(await fixture.lifecycle.cancel(orderId, 'acme')).toEqual({
      changed: false,
      status: 'cancelled',
    });
    expect(await fixture.lifecycle.begin(orderId, { leaseMs: 1 })).toMatchObject({
      reason: 'ended',
    });
    expect(await redis.llen(BULL_KEYS.wait)).toBe(0);
    expect(await redis.exists(BULL_KEYS.jobPrefix + orderId)).toBe(0);
  });

  it('is refused to others and after the pickup', async () => {
    const orderId = await fixture.accepted('A-1');
    expect(await fixture.lifecycle.cancel(orderId, 'other')).toEqual({
      changed: false,
      status: 'unknown',
    });
    await fixture.begun(orderId);
    expect(await fixture.lifecycle.cancel(orderId, 'acme')).toEqual({
      changed: false,
      status: 'processing',
    });
  });
});

describe('expireIfDue', () => {
  it("goes by Redis' clock, whatever this process takes for the time", async () => {
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000);
    const [begun, ended] = [
      await fixture.accepted('A-1'),
      await fixture.accepted('A-2', { ttlMs: 1 }),
    ];
    expect(await fixture.lifecycle.expireIfDue(begun)).toBe(false);
    expect(await fixture.begun(begun)).toMatchObject({ attempts: 1 });
    clock.mockReturnValue(0);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await fixture.lifecycle.expireIfDue(ended)).toBe(true);
    clock.mockRestore();
  });

  it('ends what is past its deadline and nothing else', async () => {
    const [due, not] = [await fixture.accepted('A-1', { ttlMs: 1 }), await fixture.accepted('A-2')];
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await fixture.lifecycle.expireIfDue(due)).toBe(true);
    expect(await fixture.lifecycle.expireIfDue(due)).toBe(false);
    expect(await fixture.lifecycle.expireIfDue(not)).toBe(false);
    expect(await fixture.reader.find(due)).toMatchObject({ status: 'expired' });
  });
});
