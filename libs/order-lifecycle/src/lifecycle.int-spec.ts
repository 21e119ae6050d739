import { createHash } from 'node:crypto';
import Bull from 'bull';
import { Redis } from 'ioredis';
import { startRedis, type TestRedis } from '../../../test/support/redis-server';
import { BULL_KEYS, LIFECYCLE_KEYS } from './lifecycle-keys';
import { DurabilityWatch } from './durability/durability-watch';
import type { BegunOrder } from './begin-verdicts';
import type { IntakeLimits } from './lifecycle-settings';
import { type IncomingOrder, OrderIntake } from './order-intake';
import { recordKeyOf } from './order-id';
import { SharedOrderIdMint } from './order-id-key';
import { OrderLifecycle } from './order-lifecycle';
import { ORDER_QUEUE, ORDER_QUEUE_PREFIX } from './order-queue';
import { OrderReader } from './order-reader';
import { readQueueDepth } from './queue-depth';
import { Reconciler, RECONCILER_DEFAULTS } from './reconciler';
import { summarizeProblem } from '@sluice/contracts';

const LIMITS: IntakeLimits = { queueLimit: 1000, maxBacklogAgeMs: 800_000, orderTtlMs: 900_000 };
const RETENTION_MS = 60_000;

let server: TestRedis;
let redis: Redis;
let lifecycle: OrderLifecycle;
let reader: OrderReader;

const order = (orderNumber: string, changes: Partial<IncomingOrder> = {}): IncomingOrder => ({
  client: 'acme',
  orderNumber,
  correlationId: 'corr-1',
  orderJson: JSON.stringify({
    orderNumber,
    items: [{ sku: 'book', quantity: 2, unitPrice: 1250 }],
  }),
  ...changes,
});

async function intakeWith(changes: Partial<IntakeLimits> = {}): Promise<OrderIntake> {
  const mint = new SharedOrderIdMint(redis);
  await mint.load();
  const watch = new DurabilityWatch(redis, 'everysec');
  return new OrderIntake(redis, mint, { ...LIMITS, ...changes }, watch);
}

async function accepted(
  orderNumber: string,
  changes: Partial<IncomingOrder> = {},
): Promise<string> {
  const verdict = await (await intakeWith()).accept(order(orderNumber, changes));
  if (verdict.verdict !== 'accepted') throw new Error(`not accepted: ${verdict.verdict}`);
  return verdict.orderId;
}

async function begun(orderId: string, leaseMs = 10_000): Promise<BegunOrder> {
  const verdict = await lifecycle.begin(orderId, { leaseMs });
  if (verdict.verdict !== 'begun') throw new Error(`not begun: ${verdict.reason}`);
  return verdict;
}

/** Lets the records' clock run ahead: moves what a lease or deadline is compared with. */
async function leaseRunsOut(orderId: string): Promise<void> {
  await redis.hset(LIFECYCLE_KEYS.orderPrefix + recordKeyOf(orderId), 'l', 1);
  await redis.zadd(LIFECYCLE_KEYS.leases, 1, orderId);
}

function reconciler(changes: object = {}): Reconciler {
  const settings = {
    ...RECONCILER_DEFAULTS,
    name: 'r1',
    retentionMs: RETENTION_MS,
    graceMs: -1,
    ...changes,
  };
  return new Reconciler(redis, settings, { passed: () => undefined, failed: () => undefined });
}

const agoMs = (ms: number) => Date.now() - ms;

const idempotency = (key: string, body: string) => ({
  hash: createHash('sha256').update(key).digest('hex'),
  fingerprint: createHash('sha256').update(body).digest('hex'),
});

beforeAll(async () => {
  server = await startRedis();
  redis = new Redis(server.url);
});

afterAll(async () => {
  await redis.quit();
  await server.stop();
});

beforeEach(async () => {
  await redis.flushall();
  lifecycle = new OrderLifecycle(redis, RETENTION_MS);
  reader = new OrderReader(redis);
});

describe('accept', () => {
  it('writes the record, the index and a job just as Bull itself would', async () => {
    const orderId = await accepted('A-1');
    expect(await reader.find(orderId)).toMatchObject({
      orderId,
      orderNumber: 'A-1',
      client: 'acme',
      status: 'queued',
      attempts: 0,
      revision: 0,
      orderJson: order('A-1').orderJson,
    });
    expect(await redis.lrange(BULL_KEYS.wait, 0, -1)).toEqual([orderId]);
    expect(await redis.zcard(LIFECYCLE_KEYS.queued)).toBe(1);
    const job = await redis.hgetall(BULL_KEYS.jobPrefix + orderId);

    const queue = new Bull(ORDER_QUEUE, server.url, { prefix: ORDER_QUEUE_PREFIX });
    await queue.add({}, { jobId: 'twin', removeOnComplete: true, removeOnFail: true });
    const twin = await redis.hgetall(`${BULL_KEYS.jobPrefix}twin`);
    await queue.close();

    expect(Object.keys(job).sort()).toEqual(Object.keys(twin).sort());
    expect({ ...job, timestamp: '', opts: '' }).toEqual({ ...twin, timestamp: '', opts: '' });
    expect(JSON.parse(twin.opts!)).toMatchObject(JSON.parse(job.opts!) as object);
    expect(await redis.lrange(BULL_KEYS.wait, 0, -1)).toEqual(['twin', orderId]);
  });

  it('is worked off by an unmodified Bull worker, in order', async () => {
    const intake = await intakeWith();
    const numbers = Array.from({ length: 200 }, (_, i) => `B-${i}`);
    const verdicts = await Promise.all(numbers.map((number) => intake.accept(order(number))));
    const ids = verdicts.map((verdict) => (verdict as { orderId: string }).orderId);
    const queue = new Bull(ORDER_QUEUE, server.url, { prefix: ORDER_QUEUE_PREFIX });
    const seen: string[] = [];
    await new Promise<void>((resolve) => {
      void queue.process((job) => {
        seen.push(String(job.id));
        if (seen.length === ids.length) resolve();
        return Promise.resolve();
      });
    });
    await queue.close();
    expect(seen).toEqual(ids);
    expect(await redis.keys(`${BULL_KEYS.jobPrefix}*-*-*`)).toEqual([]);
  });

  it('makes one order of a hundred copies over several gateways', async () => {
    const gateways = await Promise.all([intakeWith(), intakeWith(), intakeWith()]);
    const verdicts = await Promise.all(
      Array.from({ length: 100 }, (_, i) => gateways[i % 3]!.accept(order('C-1'))),
    );
    const first = verdicts.filter(({ verdict }) => verdict === 'accepted');
    expect(first).toHaveLength(1);
    const { orderId } = first[0] as { orderId: string };
    const rest = verdicts.filter(({ verdict }) => verdict !== 'accepted');
    expect(rest).toHaveLength(99);
    for (const one of rest)
      expect(one).toEqual({ verdict: 'duplicate', orderId, status: 'queued' });
    expect(await redis.llen(BULL_KEYS.wait)).toBe(1);
  });

  it('keeps the clients apart', async () => {
    const first = await accepted('D-1');
    const second = await accepted('D-1', { client: 'other' });
    expect(second).not.toBe(first);
  });

  it('fills exactly the room there is, duplicates named first', async () => {
    const intake = await intakeWith({ queueLimit: 3 });
    const verdicts = await Promise.all(
      ['E-1', 'E-2', 'E-1', 'E-3', 'E-4', 'E-2'].map((number) => intake.accept(order(number))),
    );
    expect(verdicts.map(({ verdict }) => verdict)).toEqual([
      'accepted',
      'accepted',
      'duplicate',
      'accepted',
      'full',
      'duplicate',
    ]);
  });

  it('takes nothing in while the backlog is stale', async () => {
    await accepted('F-1');
    await redis.zadd(
      LIFECYCLE_KEYS.queued,
      Date.now() - LIMITS.maxBacklogAgeMs - 1000,
      'x'.repeat(36),
    );
    const verdict = await (await intakeWith()).accept(order('F-2'));
    expect(verdict.verdict).toBe('stale');
  });

  it('answers a repeated idempotency key from the first order', async () => {
    const intake = await intakeWith();
    const mark = idempotency('key-1', 'body');
    const first = await intake.accept(order('G-1', { idempotency: mark }));
    const again = await intake.accept(order('G-1', { idempotency: mark }));
    const reused = await intake.accept(
      order('G-2', { idempotency: { ...mark, fingerprint: idempotency('', 'other').fingerprint } }),
    );
    const { orderId } = first as { orderId: string };
    expect(again).toEqual({ verdict: 'replay', orderId });
    expect(reused).toEqual({ verdict: 'key-reused', orderId });
    expect(await redis.llen(BULL_KEYS.wait)).toBe(1);
  });

  it('queues into the paused list while the queue is paused', async () => {
    const queue = new Bull(ORDER_QUEUE, server.url, { prefix: ORDER_QUEUE_PREFIX });
    await queue.pause();
    const orderId = await accepted('H-1');
    expect(await redis.lrange(BULL_KEYS.paused, 0, -1)).toEqual([orderId]);
    await queue.resume();
    expect(await redis.lrange(BULL_KEYS.wait, 0, -1)).toEqual([orderId]);
    await queue.close();
  });

  it('writes nothing at all when Redis is out of memory', async () => {
    await (await intakeWith()).accept(order('I-0'));
    const keys = await redis.dbsize();
    await redis.config('SET', 'maxmemory', '1');
    await expect(accepted('I-1')).rejects.toThrow(/OOM/);
    await redis.config('SET', 'maxmemory', '0');
    expect(await redis.dbsize()).toBe(keys);
  });
});

describe('begin and settle', () => {
  it('hands an order out once, with what it takes to send it', async () => {
    const orderId = await accepted('A-1', { traceparent: '00-1-2-01' });
    expect(await begun(orderId)).toMatchObject({
      epoch: 1,
      attempts: 1,
      inDoubt: false,
      orderJson: order('A-1').orderJson,
      correlationId: 'corr-1',
      traceparent: '00-1-2-01',
    });
    expect(await lifecycle.begin(orderId, { leaseMs: 1000 })).toEqual({
      verdict: 'refused',
      reason: 'leased',
    });
    expect((await readQueueDepth(redis)).queued).toBe(0);
  });

  it('completes: result kept, payload shed, retention set', async () => {
    const orderId = await accepted('A-1', { idempotency: idempotency('k', 'b') });
    const { epoch } = await begun(orderId);
    expect(await lifecycle.settle(orderId, epoch, { status: 'completed', result: { ok: 1 } })).toBe(
      true,
    );
    expect(await reader.find(orderId)).toMatchObject({
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
    const orderId = await accepted('A-1');
    const { epoch } = await begun(orderId);
    await lifecycle.settle(orderId, epoch, {
      status: 'failed',
      error: summarizeProblem('order-rejected', 'no'),
    });
    expect(await reader.find(orderId)).toMatchObject({
      status: 'failed',
      error: { code: 'order-rejected', detail: 'no' },
      orderJson: order('A-1').orderJson,
    });
    expect((await readQueueDepth(redis)).failed).toBe(1);
  });

  it('lets no zombie settle: a newer epoch wins', async () => {
    const orderId = await accepted('A-1');
    const zombie = await begun(orderId);
    await leaseRunsOut(orderId);
    const heir = await begun(orderId);
    expect(heir).toMatchObject({ epoch: 2, attempts: 2, inDoubt: true });
    expect(await lifecycle.settle(orderId, zombie.epoch, { status: 'completed', result: 1 })).toBe(
      false,
    );
    expect(await lifecycle.renew([{ orderId, epoch: zombie.epoch }], 1000)).toEqual([false]);
    expect(await lifecycle.settle(orderId, heir.epoch, { status: 'completed', result: 2 })).toBe(
      true,
    );
    expect(await lifecycle.settle(orderId, heir.epoch, { status: 'completed', result: 3 })).toBe(
      false,
    );
    expect(await reader.find(orderId)).toMatchObject({ result: 2 });
  });

  it('never hands out what ended, or what nobody took in', async () => {
    const orderId = await accepted('A-1');
    const { epoch } = await begun(orderId);
    await lifecycle.settle(orderId, epoch, { status: 'completed', result: 1 });
    expect(await lifecycle.begin(orderId, { leaseMs: 1 })).toMatchObject({ reason: 'ended' });
    const stranger = `${'0'.repeat(6)}${orderId.slice(6)}`;
    expect(await lifecycle.begin(stranger, { leaseMs: 1 })).toMatchObject({ reason: 'unknown' });
    expect(await reader.find(stranger)).toBeNull();
  });

  it('expires what is begun too late', async () => {
    const orderId = await accepted('A-1', { ttlMs: 1 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await lifecycle.begin(orderId, { leaseMs: 1 })).toMatchObject({ reason: 'expired' });
    expect(await reader.find(orderId)).toMatchObject({ status: 'expired', attempts: 0 });
    expect(await redis.llen(BULL_KEYS.wait)).toBe(0);
  });

  it('fails what ran out of time between attempts that never got through', async () => {
    const [safe, doubtful] = [await accepted('A-1'), await accepted('A-2')];
    const error = summarizeProblem('backend-failed');
    for (const [orderId, inDoubt] of [
      [safe, false],
      [doubtful, true],
    ] as const) {
      const { epoch } = await begun(orderId);
      await lifecycle.retryLater(orderId, epoch, { delayMs: 0, inDoubt, error });
      const key = LIFECYCLE_KEYS.orderPrefix + recordKeyOf(orderId);
      await redis.hset(key, 'd', (await redis.hget(key, 'd'))!.replace(/ \d+/, ' 1'));
    }
    expect(await lifecycle.begin(safe, { leaseMs: 1 })).toMatchObject({ reason: 'expired' });
    expect(await reader.find(safe)).toMatchObject({
      status: 'failed',
      error: { code: 'backend-failed' },
    });
    expect(await reader.deadLetters(10)).toMatchObject([{ orderId: safe }]);
    expect(await begun(doubtful)).toMatchObject({ inDoubt: true });
  });

  it('keeps an order in doubt through retries', async () => {
    const orderId = await accepted('A-1');
    const { epoch } = await begun(orderId);
    const error = summarizeProblem('backend-failed');
    await lifecycle.retryLater(orderId, epoch, { delayMs: 0, inDoubt: true, error });
    expect(await reader.find(orderId)).toMatchObject({ status: 'processing', inDoubt: true });
    const next = await begun(orderId);
    expect(next).toMatchObject({ epoch: 2, inDoubt: true });
    await lifecycle.retryLater(orderId, next.epoch, { delayMs: 0, inDoubt: false, error });
    expect((await begun(orderId)).inDoubt).toBe(true);
  });
});

describe('cancel', () => {
  it('ends a queued order and takes its job out of the line', async () => {
    const orderId = await accepted('A-1');
    expect(await lifecycle.cancel(orderId, 'acme')).toEqual({ changed: true, status: 'cancelled' });
    expect(await lifecycle.cancel(orderId, 'acme')).toEqual({
      changed: false,
      status: 'cancelled',
    });
    expect(await lifecycle.begin(orderId, { leaseMs: 1 })).toMatchObject({ reason: 'ended' });
    expect(await redis.llen(BULL_KEYS.wait)).toBe(0);
    expect(await redis.exists(BULL_KEYS.jobPrefix + orderId)).toBe(0);
  });

  it('is refused to others and after the pickup', async () => {
    const orderId = await accepted('A-1');
    expect(await lifecycle.cancel(orderId, 'other')).toEqual({ changed: false, status: 'unknown' });
    await begun(orderId);
    expect(await lifecycle.cancel(orderId, 'acme')).toEqual({
      changed: false,
      status: 'processing',
    });
  });
});

describe('claim', () => {
  it('holds the order without a job, against duplicates of both paths', async () => {
    const intake = await intakeWith();
    const claim = await intake.claim(order('A-1'), 10_000);
    expect(claim).toMatchObject({ verdict: 'claimed', epoch: 1 });
    const { orderId } = claim as { orderId: string };
    expect(await redis.llen(BULL_KEYS.wait)).toBe(0);
    expect(await intake.claim(order('A-1'), 10_000)).toEqual({
      verdict: 'duplicate',
      orderId,
      status: 'processing',
    });
    expect(await intake.accept(order('A-1'))).toEqual({
      verdict: 'duplicate',
      orderId,
      status: 'processing',
    });
    expect(await reader.find(orderId)).toMatchObject({
      sync: true,
      expiresAtMs: null,
      attempts: 1,
    });
    expect(await lifecycle.settle(orderId, 1, { status: 'completed', result: null })).toBe(true);
  });
});

describe('the reconciler', () => {
  it('finds nothing to do with a healthy queue, held or waiting', async () => {
    for (let i = 0; i < 5; i++) await accepted(`A-${i}`);
    const held = await redis.rpoplpush(BULL_KEYS.wait, BULL_KEYS.active);
    await redis.set(`${BULL_KEYS.jobPrefix}${held}:lock`, 'token');
    expect(await reconciler().pass()).toEqual({
      expired: 0,
      lost: 0,
      retries: 0,
      lapsed: 0,
      syncInDoubt: 0,
      quarantined: 0,
    });
  });

  it('puts back a job that was popped by a process which died', async () => {
    const orderId = await accepted('A-1');
    await redis.rpoplpush(BULL_KEYS.wait, BULL_KEYS.active);
    expect(await reconciler().pass()).toMatchObject({ lost: 1 });
    expect(await redis.lrange(BULL_KEYS.wait, 0, -1)).toEqual([orderId]);
    expect(await redis.llen(BULL_KEYS.active)).toBe(0);
    expect(await reconciler().pass()).toMatchObject({ lost: 0 });
  });

  it('puts back a job that vanished out of the middle of a long line, at its head', async () => {
    const intake = await intakeWith();
    const ids: string[] = [];
    for (let i = 0; i < 150; i++) {
      ids.push(((await intake.accept(order(`B-${i}`))) as { orderId: string }).orderId);
      await redis.zadd(LIFECYCLE_KEYS.queued, agoMs(100_000) + i * 10, ids[i]!);
    }
    await redis.lrem(BULL_KEYS.wait, 1, ids[3]!);
    expect(await reconciler({ graceMs: 0 }).pass()).toMatchObject({ lost: 0 });
    for (let i = 0; i < 5; i++) await redis.rpop(BULL_KEYS.wait);
    for (const id of [0, 1, 2, 4, 5]) await begun(ids[id]!);
    expect(await reconciler({ graceMs: 0 }).pass()).toMatchObject({ lost: 1 });
    expect(await redis.lindex(BULL_KEYS.wait, -1)).toBe(ids[3]);
    expect(await reconciler({ graceMs: 0 }).pass()).toMatchObject({ lost: 0 });
  });

  it('restores the whole line in its order when Bull lost it', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 20; i++) {
      ids.push(await accepted(`C-${String(i).padStart(2, '0')}`));
      await redis.zadd(LIFECYCLE_KEYS.queued, agoMs(100_000) + i, ids[i]!);
    }
    await redis.del(BULL_KEYS.wait);
    expect(await reconciler().pass()).toMatchObject({ lost: 20 });
    expect((await redis.lrange(BULL_KEYS.wait, 0, -1)).reverse()).toEqual(ids);
  });

  it('also works while the queue is paused, and does not grow it', async () => {
    const queue = new Bull(ORDER_QUEUE, server.url, { prefix: ORDER_QUEUE_PREFIX });
    await queue.pause();
    const orderId = await accepted('A-1');
    await redis.del(BULL_KEYS.paused);
    for (let i = 0; i < 3; i++) await reconciler().pass();
    expect(await redis.lrange(BULL_KEYS.paused, 0, -1)).toEqual([orderId]);
    await queue.close();
  });

  it('does not grow a paused queue, however many retries are due', async () => {
    const intake = await intakeWith({ queueLimit: 10_000 });
    const orders = Array.from({ length: 2_500 }, (_, i) => order(`G-${i}`));
    const verdicts = await Promise.all(orders.map((one) => intake.accept(one)));
    const ids = verdicts.map((verdict) => (verdict as { orderId: string }).orderId);
    await redis.del(BULL_KEYS.wait, ...ids.map((id) => BULL_KEYS.jobPrefix + id));
    await redis.set(BULL_KEYS.metaPaused, '1');
    const error = summarizeProblem('backend-failed');
    await Promise.all(
      ids.map(async (id) => {
        const { epoch } = await begun(id);
        await lifecycle.retryLater(id, epoch, { delayMs: 0, inDoubt: false, error });
      }),
    );
    for (let i = 0; i < 15; i++) await reconciler({ recheckMs: 0 }).pass();
    expect(await redis.llen(BULL_KEYS.paused)).toBe(2_500);
  }, 20_000);

  it('takes a lapsed lease, a due retry and a sync order in doubt for what they are', async () => {
    const [lapsed, retry] = [await accepted('A-1'), await accepted('A-2')];
    await redis.del(BULL_KEYS.wait);
    const claim = await (await intakeWith()).claim(order('A-3'), 10_000);
    const { orderId: sync } = claim as { orderId: string };
    await begun(lapsed);
    const { epoch } = await begun(retry);
    await lifecycle.retryLater(retry, epoch, {
      delayMs: 0,
      inDoubt: false,
      error: summarizeProblem('backend-failed'),
    });
    await leaseRunsOut(lapsed);
    await leaseRunsOut(sync);
    await new Promise((resolve) => setTimeout(resolve, 2));
    expect(await reconciler().pass()).toMatchObject({ lapsed: 1, retries: 1, syncInDoubt: 1 });
    expect((await redis.lrange(BULL_KEYS.wait, 0, -1)).sort()).toEqual(
      [lapsed, retry, sync].sort(),
    );
    expect(await reconciler().pass()).toMatchObject({ lapsed: 0, retries: 0, syncInDoubt: 0 });
    expect(await begun(sync)).toMatchObject({ epoch: 2, inDoubt: true, expiresAtMs: null });
  });

  it('expires by deadline without any worker, whatever the line looks like', async () => {
    const intake = await intakeWith();
    const long = await accepted('A-0');
    const short = (await intake.accept(order('A-1', { ttlMs: 1 }))) as { orderId: string };
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await reconciler().pass()).toMatchObject({ expired: 1 });
    expect(await reader.find(short.orderId)).toMatchObject({ status: 'expired' });
    expect(await reader.find(long)).toMatchObject({ status: 'queued' });
    expect(await redis.lrange(BULL_KEYS.wait, 0, -1)).toEqual([long]);
  });

  it('is led by one at a time', async () => {
    expect(await reconciler({ name: 'r1' }).pass()).not.toBeNull();
    expect(await reconciler({ name: 'r2' }).pass()).toBeNull();
    await redis.del(LIFECYCLE_KEYS.reconciler);
    expect(await reconciler({ name: 'r2' }).pass()).not.toBeNull();
  });
});

describe('an order that loses its holders', () => {
  it('is quarantined when it was never begun, and can be retried by an operator', async () => {
    const orderId = await accepted('A-1');
    for (let i = 1; i < 5; i++) {
      await redis.rpoplpush(BULL_KEYS.wait, BULL_KEYS.active);
      expect(await reconciler().pass()).toMatchObject({ lost: 1, quarantined: 0 });
    }
    await redis.rpoplpush(BULL_KEYS.wait, BULL_KEYS.active);
    expect(await reconciler().pass()).toMatchObject({ lost: 0, quarantined: 1 });
    expect(await reader.find(orderId)).toMatchObject({
      status: 'failed',
      attempts: 0,
      error: { code: 'order-quarantined' },
    });
    expect(await redis.llen(BULL_KEYS.active)).toBe(0);

    expect(await lifecycle.replay(orderId, 60_000)).toBe('queued');
    expect(await lifecycle.replay(orderId, 60_000)).toBe('queued');
    expect(await redis.lrange(BULL_KEYS.wait, 0, -1)).toEqual([orderId]);
    expect(await redis.pttl(LIFECYCLE_KEYS.orderPrefix + recordKeyOf(orderId))).toBe(-1);
    expect(await begun(orderId)).toMatchObject({ epoch: 1, inDoubt: false });
  });

  it('is handed out ever more rarely once it may have been sent, but never failed', async () => {
    const orderId = await accepted('A-1');
    await begun(orderId);
    for (let i = 0; i < 3; i++) {
      await leaseRunsOut(orderId);
      await begun(orderId);
    }
    await leaseRunsOut(orderId);
    expect(await lifecycle.begin(orderId, { leaseMs: 1000 })).toMatchObject({ reason: 'leased' });
    expect(await reader.find(orderId)).toMatchObject({ status: 'processing', inDoubt: true });
    const due = Number(await redis.zscore(LIFECYCLE_KEYS.leases, orderId));
    expect(due - Date.now()).toBeGreaterThan(8_000);
    await leaseRunsOut(orderId);
    expect(await begun(orderId)).toMatchObject({ inDoubt: true });
  });

  it('is not replayed once it was in doubt', async () => {
    const orderId = await accepted('A-1');
    await begun(orderId);
    await leaseRunsOut(orderId);
    const { epoch } = await begun(orderId);
    await lifecycle.settle(orderId, epoch, {
      status: 'failed',
      error: summarizeProblem('order-rejected'),
    });
    expect(await lifecycle.replay(orderId, 60_000)).toBe('in-doubt');
  });
});

describe('expireIfDue', () => {
  it('ends what is past its deadline and nothing else', async () => {
    const [due, not] = [await accepted('A-1', { ttlMs: 1 }), await accepted('A-2')];
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await lifecycle.expireIfDue(due)).toBe(true);
    expect(await lifecycle.expireIfDue(due)).toBe(false);
    expect(await lifecycle.expireIfDue(not)).toBe(false);
    expect(await reader.find(due)).toMatchObject({ status: 'expired' });
  });
});
