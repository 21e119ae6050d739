import Bull from 'bull';
import type { Redis } from 'ioredis';
import { GLOBAL_KEYS } from './keys';
import { SecretMismatchError } from './order-id-secret';
import { readQueueDepth } from './queue-depth';
import { ORDERS, recordKey, wakeUpQueue } from './task-kind';
import { BASE, BELLS, idempotency, LIMITS, order, QueueFixture } from './testing/queue.fixture';

let fixture: QueueFixture;
let redis: Redis;

beforeAll(async () => {
  fixture = await QueueFixture.start();
  redis = fixture.redis;
});

afterAll(() => fixture.stop());

beforeEach(() => redis.flushall());

const { name, prefix, keyPrefix } = wakeUpQueue(ORDERS, 0);
const openBull = () => new Bull(name, fixture.server.url, { prefix });

describe('accept', () => {
  it('writes the record, its place and a bell just as Bull itself would', async () => {
    const orderId = await fixture.accepted('A-1');
    expect(await fixture.reader.find(orderId)).toMatchObject({
      orderId,
      orderNumber: 'A-1',
      client: 'acme',
      priority: 'normal',
      status: 'queued',
      attempts: 0,
      revision: 0,
      orderJson: order('A-1').orderJson,
    });
    expect(await redis.lrange(`${BASE}-lane:acme:n`, 0, -1)).toEqual([orderId]);
    expect(await redis.zcard(`${BASE}-queued-n`)).toBe(1);
    const [bell] = await redis.lrange(BELLS, 0, -1);
    const job = await redis.hgetall(keyPrefix + bell!);

    const queue = openBull();
    const added = await queue.add({}, { removeOnComplete: true, removeOnFail: true });
    const twin = await redis.hgetall(keyPrefix + String(added.id));
    await queue.close();
    expect(Number(added.id)).toBe(Number(bell) + 1);
    expect(Object.keys(job).sort()).toEqual(Object.keys(twin).sort());
    expect({ ...job, timestamp: '', opts: '' }).toEqual({ ...twin, timestamp: '', opts: '' });
    expect(JSON.parse(twin.opts!)).toMatchObject(JSON.parse(job.opts!) as object);
    expect(await redis.lrange(BELLS, 0, -1)).toEqual([String(added.id), bell]);
  });

  it('rings for an unmodified Bull worker, and leaves nothing of it behind', async () => {
    const queue = openBull();
    const rung = new Promise<void>((resolve) => {
      void queue.process(() => {
        resolve();
        return Promise.resolve();
      });
    });
    await fixture.fill(200);
    await rung;
    await queue.whenCurrentJobsFinished();
    await queue.close();
    expect(await redis.llen(BELLS)).toBeLessThanOrEqual(8);
  });

  it('has few bells wait, however much does', async () => {
    await fixture.fill(500);
    expect(await redis.llen(BELLS)).toBe(8);
    expect((await readQueueDepth(redis)).wakeUps).toEqual({ waiting: 8, active: 0 });
  });

  it('makes one order of a hundred copies over several gateways', async () => {
    const gateways = await Promise.all([fixture.intake(), fixture.intake(), fixture.intake()]);
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
    expect(await redis.lrange(`${BASE}-lane:acme:n`, 0, -1)).toEqual([orderId]);
  });

  it('keeps the clients apart', async () => {
    const first = await fixture.accepted('D-1');
    const second = await fixture.accepted('D-1', { client: 'other' });
    expect(second).not.toBe(first);
  });

  it('fills exactly the room there is, duplicates named first', async () => {
    const intake = await fixture.intake({ queueLimit: 3 });
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

  it('keeps room for others than the client that fills its own', async () => {
    const intake = await fixture.intake({ queueLimit: 10, clientQueueLimit: 5 });
    const greedy = Array.from({ length: 8 }, (_, nth) => intake.accept(order(`G-${nth}`)));
    const kinds = (await Promise.all(greedy)).map(({ verdict }) => verdict);
    expect(kinds).toEqual([...Array<string>(5).fill('accepted'), ...Array(3).fill('client-full')]);
    const other = await intake.accept(order('G-1', { client: 'other', priority: 'low' }));
    expect(other).toMatchObject({ verdict: 'accepted', ahead: 0 });
  });

  it('takes nothing into a lane that is stale, and something into others', async () => {
    const orderId = await fixture.accepted('F-1');
    const longAgo = Date.now() - LIMITS.maxBacklogAgeMs - 1_000;
    await redis.zadd(`${BASE}-queued-n`, 'XX', longAgo, orderId);
    const intake = await fixture.intake();
    expect(await intake.accept(order('F-2'))).toMatchObject({ verdict: 'stale', backlog: 1 });
    const other = order('F-2', { client: 'other' });
    expect(await intake.accept(other)).toMatchObject({ verdict: 'accepted' });
  });

  it('answers a repeated idempotency key from the first order', async () => {
    const intake = await fixture.intake();
    const key = idempotency('key-1', 'body');
    const first = await intake.accept(order('G-1', { idempotency: key }));
    const again = await intake.accept(order('G-1', { idempotency: key }));
    const reused = await intake.accept(
      order('G-2', { idempotency: { ...key, fingerprint: idempotency('', 'other').fingerprint } }),
    );
    const { orderId } = first as { orderId: string };
    expect(again).toEqual({ verdict: 'replay', orderId });
    expect(reused).toEqual({ verdict: 'key-reused', orderId });
    expect((await readQueueDepth(redis)).queued).toBe(1);
  });

  it('writes nothing at all when Redis is out of memory', async () => {
    await fixture.accepted('I-0');
    const keys = await redis.dbsize();
    await redis.config('SET', 'maxmemory', '1');
    await expect(fixture.accepted('I-1')).rejects.toThrow(/OOM/);
    await redis.config('SET', 'maxmemory', '0');
    expect(await redis.dbsize()).toBe(keys);
  });
});

describe('not before', () => {
  it('keeps an order out of its lane until its time, and counts its time to live from then', async () => {
    const notBeforeMs = Date.now() + 60_000;
    const verdict = await fixture.accept('N-1', { notBeforeMs, ttlMs: 5_000 });
    expect(verdict).toMatchObject({ notBeforeMs, expiresAtMs: notBeforeMs + 5_000 });
    const record = await fixture.reader.require(verdict.orderId);
    expect(record).toMatchObject({
      status: 'queued',
      notBeforeMs,
      expiresAtMs: notBeforeMs + 5_000,
    });
    expect(await readQueueDepth(redis)).toMatchObject({ queued: 1, scheduled: 1, oldestAgeMs: 0 });
    expect(await fixture.reconciler().pass()).toMatchObject({ scheduled: 0, expired: 0 });
    expect(await fixture.take()).toEqual([]);
    await redis.zadd(`${BASE}-scheduled`, 'XX', 1, verdict.orderId);
    expect(await fixture.reconciler().pass()).toMatchObject({ scheduled: 1 });
    expect(await fixture.take()).toMatchObject([{ taskId: verdict.orderId }]);
    expect(await redis.exists(`${BASE}-waiting-corrections`)).toBe(0);
  });

  it('takes a moment that has passed for now, and one beyond thirty days for that', async () => {
    const past = await fixture.accept('N-1', { notBeforeMs: Date.now() - 1_000 });
    expect(past).not.toHaveProperty('notBeforeMs');
    const far = await fixture.accept('N-2', { notBeforeMs: Date.now() + 40 * 86_400_000 });
    expect(far.notBeforeMs).toBeLessThanOrEqual(Date.now() + 30 * 86_400_000 + 60_000);
  });

  it('can be cancelled while it waits', async () => {
    const orderId = await fixture.accepted('N-1', { notBeforeMs: Date.now() + 60_000 });
    expect(await fixture.queue.cancel(orderId, 'acme')).toMatchObject({ changed: true });
    expect(await readQueueDepth(redis)).toMatchObject({ queued: 0, scheduled: 0 });
    expect(await redis.exists(`${BASE}-waiting-corrections`)).toBe(0);
  });

  it('takes the room of its client', async () => {
    const intake = await fixture.intake({ clientQueueLimit: 1 });
    await fixture.accepted('N-1', { notBeforeMs: Date.now() + 60_000 });
    expect(await intake.accept(order('N-2'))).toMatchObject({ verdict: 'client-full' });
  });
});

describe('claim', () => {
  it('holds the order outside of the queue, against duplicates of both paths', async () => {
    const intake = await fixture.intake();
    const claim = await intake.claim(order('A-1'), 10_000);
    expect(claim).toMatchObject({ verdict: 'claimed', epoch: 1 });
    const { orderId } = claim as { orderId: string };
    expect(await redis.llen(BELLS)).toBe(0);
    const duplicate = { verdict: 'duplicate', orderId, status: 'processing' };
    expect(await intake.claim(order('A-1'), 10_000)).toEqual(duplicate);
    expect(await intake.accept(order('A-1'))).toEqual(duplicate);
    expect(await fixture.reader.find(orderId)).toMatchObject({
      sync: true,
      expiresAtMs: null,
      attempts: 1,
    });
    const settlement = { status: 'completed' as const, result: null };
    expect(await fixture.queue.settle(orderId, 1, settlement)).toBe(true);
    expect(await readQueueDepth(redis)).toMatchObject({ drained: 0, ended: { completed: 1 } });
  });
});

describe('the secret behind order ids', () => {
  it('is put back by whoever still has it', async () => {
    const [old, other] = [fixture.ids(), fixture.ids()];
    const first = await fixture.intake({}, old);
    const { orderId } = (await first.accept(order('S-1'))) as { orderId: string };
    await redis.del(GLOBAL_KEYS.orderIdKey);
    const second = await fixture.intake({}, other);
    // Until somebody who has it is asked, nobody else takes anything in.
    await expect(second.accept(order('S-1'))).rejects.toBeInstanceOf(SecretMismatchError);
    await expect(second.claim(order('S-1'), 1_000)).rejects.toBeInstanceOf(SecretMismatchError);
    expect(other.isMismatched).toBe(true);
    await old.reconcile();
    expect(await second.accept(order('S-1'))).toMatchObject({ verdict: 'duplicate', orderId });
    expect(other.isMismatched).toBe(false);
  });

  it('is made anew when everything is gone', async () => {
    const first = await fixture.intake();
    await first.accept(order('S-1'));
    await redis.flushall();
    const second = await fixture.intake();
    expect(await second.accept(order('S-2'))).toMatchObject({ verdict: 'accepted' });
    expect(await first.accept(order('S-2'))).toMatchObject({ verdict: 'duplicate' });
  });

  it('is fetched from Redis by a gateway that has an older one', async () => {
    const first = await fixture.intake();
    await redis.flushall();
    await redis.set(GLOBAL_KEYS.orderIdKey, 'ab'.repeat(32));
    const second = await fixture.intake();
    expect(await second.accept(order('S-1'))).toMatchObject({ verdict: 'accepted' });
    expect(await first.accept(order('S-1'))).toMatchObject({ verdict: 'duplicate' });
  });
});

describe('record', () => {
  it('stays compact in a Redis that is set up for it', async () => {
    await redis.config('SET', 'hash-max-listpack-value', '1024');
    const orderId = await fixture.accepted('R-1');
    expect(await redis.object('ENCODING', recordKey(ORDERS, orderId))).toBe('listpack');
  });
});
