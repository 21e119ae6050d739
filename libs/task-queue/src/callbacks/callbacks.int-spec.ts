import { summarizeProblem } from '@sluice/contracts';
import type { Redis } from 'ioredis';
import { toOrderResponse } from '../order.mapper';
import { readQueueDepth } from '../queue-depth';
import { CALLBACKS, ORDERS, queueBase, recordKey, wakeUpQueue } from '../task-kind';
import { order, QueueFixture } from '../testing/queue.fixture';
import { type BegunDelivery, CallbackQueue, CALLBACK_QUARANTINED } from './callback-queue';
import { CallbackReader } from './callback-reader';

const URL = 'https://example.org/hook?order=1';
const RETENTION_MS = 60_000;
const REFUSED = summarizeProblem('order-rejected', 'no');
const MISSED = summarizeProblem('callback-failed', 'not there');
const BASE = queueBase(CALLBACKS, 0);
const LANE = `${BASE}-lane:acme:n`;
const BELLS = `${wakeUpQueue(CALLBACKS, 0).keyPrefix}wait`;

let fixture: QueueFixture;
let redis: Redis;
let callbacks: CallbackQueue;
let reader: CallbackReader;

beforeAll(async () => {
  fixture = await QueueFixture.start();
  redis = fixture.redis;
  callbacks = new CallbackQueue(redis, RETENTION_MS);
  reader = new CallbackReader(redis);
});
afterAll(() => fixture.stop());
beforeEach(() => redis.flushall());

const accepted = (changes: object = {}) =>
  fixture.accepted('A-1', { callbackUrl: URL, traceparent: '00-1-2-01', ...changes });

async function begun(deliveryId: string): Promise<BegunDelivery> {
  const turn = await callbacks.turn(0, { want: 1, leaseMs: 10_000, retryRoom: 1, ends: [] });
  const [found] = turn.begun;
  if (found?.taskId !== deliveryId) throw new Error(`not begun: ${deliveryId}`);
  return found;
}

/** Ends an order and gives the id of its delivery. */
async function delivery(result: unknown = { saved: true }): Promise<string> {
  const orderId = await accepted();
  const { epoch } = await fixture.begun(orderId);
  await fixture.queue.settle(orderId, epoch, { status: 'completed', result });
  return `${orderId}-2`;
}

async function leaseRunsOut(deliveryId: string): Promise<void> {
  await redis.zadd(`${BASE}-leases`, 'XX', 1, deliveryId);
}

const reconciler = () => fixture.reconciler({ kind: CALLBACKS, quarantined: CALLBACK_QUARANTINED });

/** Everything that ends an order, and what it ends as. */
const ENDINGS: [string, string, (orderId: string) => Promise<unknown>][] = [
  [
    'settle',
    'completed',
    async (id) => {
      const { epoch } = await fixture.begun(id);
      await fixture.queue.settle(id, epoch, { status: 'completed', result: { ok: 1 } });
      await fixture.queue.settle(id, epoch, { status: 'completed', result: { ok: 2 } });
    },
  ],
  [
    'settle with a refusal',
    'failed',
    async (id) => {
      const { epoch } = await fixture.begun(id);
      await fixture.queue.settle(id, epoch, { status: 'failed', error: REFUSED });
    },
  ],
  ['cancel', 'cancelled', (id) => fixture.queue.cancel(id, 'acme')],
  [
    'begin, past the deadline',
    'expired',
    async (id) => {
      await fixture.deadlinePasses(id);
      await fixture.take();
      await fixture.take();
    },
  ],
  [
    'begin, past the deadline between two attempts',
    'failed',
    async (id) => {
      const { epoch } = await fixture.begun(id);
      const plan = { delayMs: 0, inDoubt: false, error: REFUSED };
      await fixture.queue.retryLater(id, epoch, plan);
      await fixture.reconciler().pass();
      await fixture.deadlinePasses(id);
      await fixture.take();
    },
  ],
  [
    'a look past the deadline',
    'expired',
    async (id) => {
      await fixture.deadlinePasses(id);
      await fixture.queue.expireIfDue(id);
    },
  ],
  [
    "the reconciler's expiry",
    'expired',
    async (id) => {
      await fixture.deadlinePasses(id);
      await fixture.reconciler().pass();
    },
  ],
];

describe('the end of an order with a callbackUrl', () => {
  it.each(ENDINGS)('by %s makes exactly one delivery (%s)', async (_how, status, end) => {
    const orderId = await accepted();
    await end(orderId);
    const record = await fixture.reader.require(orderId);
    expect(record.status).toBe(status);
    const ids = await redis.lrange(LANE, 0, -1);
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
    await fixture.queue.cancel(orderId, 'acme');
    expect(await redis.keys('{sluice:0}:callback*')).toEqual([]);
  });

  it('also of an order that was taken in synchronously', async () => {
    const claim = await (await fixture.intake()).claim(order('A-1', { callbackUrl: URL }), 1_000);
    const { orderId, epoch } = claim as { orderId: string; epoch: number };
    await fixture.queue.settle(orderId, epoch, { status: 'completed', result: {} });
    expect(await redis.llen(BELLS)).toBe(1);
  });

  it('makes another one when the order ends again after a replay', async () => {
    const orderId = await accepted();
    const first = await fixture.begun(orderId);
    await fixture.queue.settle(orderId, first.epoch, { status: 'failed', error: REFUSED });
    await fixture.queue.replay(orderId, 60_000);
    const second = await fixture.begun(orderId);
    await fixture.queue.settle(orderId, second.epoch, { status: 'completed', result: 1 });
    const [earlier = '', later = ''] = await redis.lrange(LANE, 0, -1);
    expect(later).not.toBe(earlier);
    expect((await begun(earlier)).order).toMatchObject({ status: 'failed', error: REFUSED });
    expect((await begun(later)).order).toMatchObject({ status: 'completed', result: 1 });
  });

  it('is delivered as it was, even when the order is long gone', async () => {
    const deliveryId = await delivery();
    await redis.del(recordKey(ORDERS, deliveryId));
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
    await callbacks.pause();
    await delivery();
    expect(await redis.llen(BELLS)).toBe(0);
    expect(await readQueueDepth(redis, CALLBACKS)).toMatchObject({ queued: 1, paused: true });
  });
});

describe('a delivery', () => {
  it('ends once, sheds its payload and goes after its retention', async () => {
    const deliveryId = await delivery();
    const { epoch } = await begun(deliveryId);
    const settlement = { status: 'completed' as const, result: {} };
    expect(await callbacks.settle(deliveryId, epoch, settlement)).toBe(true);
    expect(await callbacks.settle(deliveryId, epoch + 1, settlement)).toBe(false);
    expect(await reader.find(deliveryId)).toMatchObject({ status: 'completed', order: null });
    const ttlMs = await redis.pttl(recordKey(CALLBACKS, deliveryId));
    expect(ttlMs).toBeGreaterThan(0);
    expect(ttlMs).toBeLessThanOrEqual(RETENTION_MS);
    expect(await redis.zcard(`${BASE}-leases`)).toBe(0);
    expect((await readQueueDepth(redis, CALLBACKS)).ended.completed).toBe(1);
    expect((await readQueueDepth(redis)).ended.completed).toBe(1);
  });

  it('is put back under its id when its worker vanishes, and stays free of doubt', async () => {
    const deliveryId = await delivery();
    const lost = await begun(deliveryId);
    await leaseRunsOut(deliveryId);
    expect(await reconciler().pass()).toMatchObject({ lapsed: 1 });
    expect(await redis.lrange(LANE, 0, -1)).toEqual([deliveryId]);
    const heir = await begun(deliveryId);
    expect(heir).toMatchObject({ epoch: lost.epoch + 1, inDoubt: false });
    expect(heir.order).toEqual(lost.order);
    await callbacks.settle(deliveryId, heir.epoch, { status: 'failed', error: MISSED });
    expect(await callbacks.replay(deliveryId, 0)).toBe('queued');
    expect(await begun(deliveryId)).toMatchObject({ attempts: 1 });
  });

  it('is set aside when it takes worker after worker along', async () => {
    const deliveryId = await delivery();
    for (let time = 1; time <= 9; time += 1) {
      await begun(deliveryId);
      await leaseRunsOut(deliveryId);
      await reconciler().pass();
      await redis.zadd(`${BASE}-retries`, 'XX', 1, deliveryId);
      await reconciler().pass();
    }
    expect(await reader.deadLetters(10)).toMatchObject([{ deliveryId, status: 'failed' }]);
    expect(await redis.zcard(`${BASE}-leases`)).toBe(0);
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
    await reconciler().pass();
    const second = await begun(deliveryId);
    expect(second).toMatchObject({ attempts: 1, epoch: 2 });
    await callbacks.retryLater(deliveryId, second.epoch, { ...plan, untried: false });
    await reconciler().pass();
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
    const id = '00000a00-1111-8111-8111-111111111111-7';
    const part = `00000a acme:n c-1 - ${URL}\n{}`;
    expect(await callbacks.submit(id, 'acme', part)).toBe(true);
    expect(await callbacks.submit(id, 'acme', part)).toBe(false);
    expect(await redis.lrange(LANE, 0, -1)).toEqual([id]);
    expect(await reader.find(id)).toMatchObject({ client: 'acme', url: URL, status: 'queued' });
  });
});
