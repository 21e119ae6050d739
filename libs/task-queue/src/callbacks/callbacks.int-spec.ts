import { summarizeProblem } from '@sluice/contracts';
import type { Redis } from 'ioredis';
import { LIFECYCLE_KEYS } from '../lifecycle-keys';
import { recordKeyOf } from '../order-id';
import { toOrderResponse } from '../order.mapper';
import { readQueueDepth } from '../queue-depth';
import { CALLBACKS } from '../task-kind';
import { order, LifecycleFixture } from '../testing/lifecycle.fixture';
import { CallbackLifecycle, CALLBACK_QUARANTINED } from './callback-lifecycle';
import { CallbackReader } from './callback-reader';

const URL = 'https://example.org/hook?order=1';
const RETENTION_MS = 60_000;
const REFUSED = summarizeProblem('order-rejected', 'no');
const MISSED = summarizeProblem('callback-failed', 'not there');
const { keys, bull } = CALLBACKS;

let fixture: LifecycleFixture;
let redis: Redis;
let callbacks: CallbackLifecycle;
let reader: CallbackReader;

beforeAll(async () => {
  fixture = await LifecycleFixture.start();
  redis = fixture.redis;
  callbacks = new CallbackLifecycle(redis, RETENTION_MS);
  reader = new CallbackReader(redis);
});
afterAll(() => fixture.stop());
beforeEach(() => redis.flushall());

const accepted = (changes: object = {}) =>
  fixture.accepted('A-1', { callbackUrl: URL, traceparent: '00-1-2-01', ...changes });

async function begun(deliveryId: string) {
  const verdict = await callbacks.begin(deliveryId, { leaseMs: 10_000 });
  if (verdict.verdict !== 'begun') throw new Error(verdict.reason);
  return verdict;
}

/** Ends an order and gives the id of its delivery. */
async function delivery(result: unknown = { saved: true }): Promise<string> {
  const orderId = await accepted();
  const { epoch } = await fixture.begun(orderId);
  await fixture.lifecycle.settle(orderId, epoch, { status: 'completed', result });
  return `${orderId}-2`;
}

async function leaseRunsOut(deliveryId: string): Promise<void> {
  await redis.hset(keys.recordPrefix + recordKeyOf(deliveryId), 'l', 1);
  await redis.zadd(keys.leases, 1, deliveryId);
}

const reconciler = () =>
  fixture.reconciler({ kind: CALLBACKS, quarantined: CALLBACK_QUARANTINED, recheckMs: 0 });

/** Everything that ends an order, and what it ends as. */
const ENDINGS: [string, string, (orderId: string) => Promise<unknown>][] = [
  [
    'settle',
    'completed',
    async (id) => {
      const { epoch } = await fixture.begun(id);
      await fixture.lifecycle.settle(id, epoch, { status: 'completed', result: { ok: 1 } });
      await fixture.lifecycle.settle(id, epoch, { status: 'completed', result: { ok: 2 } });
    },
  ],
  [
    'settle with a refusal',
    'failed',
    async (id) => {
      const { epoch } = await fixture.begun(id);
      await fixture.lifecycle.settle(id, epoch, { status: 'failed', error: REFUSED });
    },
  ],
  ['cancel', 'cancelled', (id) => fixture.lifecycle.cancel(id, 'acme')],
  [
    'begin, past the deadline',
    'expired',
    async (id) => {
      await setDeadline(id, 1);
      await fixture.lifecycle.begin(id, { leaseMs: 1 });
      await fixture.lifecycle.begin(id, { leaseMs: 1 });
    },
  ],
  [
    'begin, past the deadline between two attempts',
    'failed',
    async (id) => {
      const { epoch } = await fixture.begun(id);
      const plan = { delayMs: 0, inDoubt: false, error: REFUSED };
      await fixture.lifecycle.retryLater(id, epoch, plan);
      await setDeadline(id, 1);
      await fixture.lifecycle.begin(id, { leaseMs: 1 });
    },
  ],
  [
    'a look past the deadline',
    'expired',
    async (id) => {
      await setDeadline(id, 1);
      await fixture.lifecycle.expireIfDue(id);
    },
  ],
  [
    "the reconciler's expiry",
    'expired',
    async (id) => {
      await setDeadline(id, 1);
      await fixture.reconciler().pass();
    },
  ],
  [
    "the reconciler's quarantine",
    'failed',
    async () => {
      await redis.del('{sluice}:orders:wait');
      await fixture.reconciler({ mostLosses: 1 }).pass();
    },
  ],
];

async function setDeadline(orderId: string, atMs: number): Promise<void> {
  const key = LIFECYCLE_KEYS.orderPrefix + recordKeyOf(orderId);
  const part = (await redis.hget(key, 'd')) ?? '';
  await redis.hset(key, 'd', part.replace(/^(\d+) \d+/, `$1 ${atMs}`));
}

describe('the end of an order with a callbackUrl', () => {
  it.each(ENDINGS)('by %s makes exactly one delivery (%s)', async (_how, status, end) => {
    const orderId = await accepted();
    await end(orderId);
    const record = await fixture.reader.require(orderId);
    expect(record.status).toBe(status);
    const ids = await redis.lrange(bull.wait, 0, -1);
    expect(ids).toEqual([`${orderId}-${record.revision}`]);
    const { order: copy, ...rest } = await begun(ids[0] ?? '');
    expect(rest).toMatchObject({
      client: 'acme',
      url: URL,
      correlationId: 'corr-1',
      traceparent: '00-1-2-01',
      attempts: 1,
      inDoubt: false,
    });
    expect(copy && toOrderResponse(copy)).toEqual(toOrderResponse(record));
  });

  it('makes none without one', async () => {
    const orderId = await fixture.accepted('A-1', { traceparent: '00-1-2-01' });
    await fixture.lifecycle.cancel(orderId, 'acme');
    expect(await redis.keys('{sluice}:callback*')).toEqual([]);
  });

  it('also of an order that was taken in synchronously', async () => {
    const claim = await (await fixture.intake()).claim(order('A-1', { callbackUrl: URL }), 1_000);
    const { orderId, epoch } = claim as { orderId: string; epoch: number };
    await fixture.lifecycle.settle(orderId, epoch, { status: 'completed', result: {} });
    expect(await redis.llen(bull.wait)).toBe(1);
  });

  it('makes another one when the order ends again after a replay', async () => {
    const orderId = await accepted();
    const first = await fixture.begun(orderId);
    await fixture.lifecycle.settle(orderId, first.epoch, { status: 'failed', error: REFUSED });
    await fixture.lifecycle.replay(orderId, 60_000);
    const second = await fixture.begun(orderId);
    await fixture.lifecycle.settle(orderId, second.epoch, { status: 'completed', result: 1 });
    const [later = '', earlier = ''] = await redis.lrange(bull.wait, 0, -1);
    expect(later).not.toBe(earlier);
    expect((await begun(earlier)).order).toMatchObject({ status: 'failed', error: REFUSED });
    expect((await begun(later)).order).toMatchObject({ status: 'completed', result: 1 });
  });

  it('is delivered as it was, even when the order is long gone', async () => {
    const deliveryId = await delivery();
    await redis.del(LIFECYCLE_KEYS.orderPrefix + recordKeyOf(deliveryId.slice(0, 36)));
    expect((await begun(deliveryId)).order).toMatchObject({ status: 'completed', attempts: 1 });
  });

  it('leaves a result out that is too long to deliver', async () => {
    const deliveryId = await delivery('x'.repeat(20_001));
    const { order: copy } = await begun(deliveryId);
    expect(copy).toMatchObject({ status: 'completed' });
    expect(copy?.result).toBeUndefined();
  });

  it('keeps every character of result and error', async () => {
    const result = { text: 'Grüße 😀 "\\/\u2028\u0001', number: 0.1, list: [], object: {} };
    expect((await begun(await delivery(result))).order?.result).toEqual(result);
  });

  it('waits with the others while the queue is paused', async () => {
    await redis.set(bull.metaPaused, '1');
    const deliveryId = await delivery();
    expect(await redis.lrange(bull.paused, 0, -1)).toEqual([deliveryId]);
    expect(await readQueueDepth(redis, CALLBACKS)).toMatchObject({ queued: 1, paused: true });
  });
});

describe('a delivery', () => {
  it('ends once, sheds its payload and goes after its retention', async () => {
    const deliveryId = await delivery();
    const { epoch } = await begun(deliveryId);
    expect(await callbacks.settle(deliveryId, epoch, { status: 'completed', result: {} })).toBe(
      true,
    );
    expect(await callbacks.settle(deliveryId, epoch, { status: 'completed', result: {} })).toBe(
      false,
    );
    expect(await reader.find(deliveryId)).toMatchObject({ status: 'completed', order: null });
    const ttlMs = await redis.pttl(keys.recordPrefix + recordKeyOf(deliveryId));
    expect(ttlMs).toBeGreaterThan(0);
    expect(ttlMs).toBeLessThanOrEqual(RETENTION_MS);
    expect(await redis.zcard(keys.leases)).toBe(0);
    expect((await readQueueDepth(redis, CALLBACKS)).ended.completed).toBe(1);
    expect((await readQueueDepth(redis)).ended.completed).toBe(1);
  });

  it('is put back under its id when its worker vanishes, and stays free of doubt', async () => {
    const deliveryId = await delivery();
    const lost = await begun(deliveryId);
    await redis.del(bull.wait);
    await leaseRunsOut(deliveryId);
    expect(await reconciler().pass()).toMatchObject({ lapsed: 1 });
    expect(await redis.lrange(bull.wait, 0, -1)).toEqual([deliveryId]);
    const heir = await begun(deliveryId);
    expect(heir).toMatchObject({ epoch: lost.epoch + 1, inDoubt: false });
    expect(heir.order).toEqual(lost.order);
    await callbacks.settle(deliveryId, heir.epoch, { status: 'failed', error: MISSED });
    expect(await callbacks.replay(deliveryId, 0)).toBe('queued');
    expect(await begun(deliveryId)).toMatchObject({ attempts: 1 });
  });

  it('is set aside when it takes worker after worker along', async () => {
    const deliveryId = await delivery();
    await begun(deliveryId);
    for (let i = 0; i < 40; i++) {
      await leaseRunsOut(deliveryId);
      await redis.hdel(keys.recordPrefix + recordKeyOf(deliveryId), 'w');
      const verdict = await callbacks.begin(deliveryId, { leaseMs: 1_000 });
      if (verdict.verdict === 'refused' && verdict.reason === 'expired') break;
    }
    expect(await reader.deadLetters(10)).toMatchObject([{ deliveryId, status: 'failed' }]);
    expect(await redis.zcard(keys.leases)).toBe(0);
  });

  it('has no deadline', async () => {
    await delivery();
    expect(await reconciler().pass()).toMatchObject({ expired: 0, quarantined: 0 });
    expect(await readQueueDepth(redis, CALLBACKS)).toMatchObject({ queued: 1 });
  });

  it('loses no attempt by being put off', async () => {
    const deliveryId = await delivery();
    const plan = { delayMs: 0, inDoubt: false, error: MISSED, untried: true };
    const first = await begun(deliveryId);
    await callbacks.retryLater(deliveryId, first.epoch, plan);
    const second = await begun(deliveryId);
    expect(second).toMatchObject({ attempts: 1, epoch: 2 });
    await callbacks.retryLater(deliveryId, second.epoch, { ...plan, untried: false });
    expect(await begun(deliveryId)).toMatchObject({ attempts: 2, epoch: 3 });
  });

  it('is not found under what merely looks like its id', async () => {
    const deliveryId = await delivery();
    expect(await reader.find(deliveryId)).toMatchObject({ deliveryId, status: 'queued', url: URL });
    expect(await reader.find(`000000${deliveryId.slice(6)}`)).toBeNull();
    expect(await reader.find(deliveryId.slice(0, 36))).toBeNull();
    expect(await reader.find('wait')).toBeNull();
  });
});

describe('a task of any kind', () => {
  it('is taken in once', async () => {
    const id = '00000a11-1111-8111-8111-111111111111-7';
    const part = `00000a acme c-1 - ${URL}\n{}`;
    expect(await callbacks.submit(id, part)).toBe(true);
    expect(await callbacks.submit(id, part)).toBe(false);
    expect(await redis.lrange(bull.wait, 0, -1)).toEqual([id]);
    expect(await reader.find(id)).toMatchObject({ client: 'acme', url: URL, status: 'queued' });
  });
});
