import Bull from 'bull';
import type { Redis } from 'ioredis';
import { BULL_KEYS, LIFECYCLE_KEYS } from './lifecycle-keys';
import { ORDER_QUEUE, ORDER_QUEUE_PREFIX } from './order-queue';
import { idempotency, LIMITS, order, LifecycleFixture } from './testing/lifecycle.fixture';

let fixture: LifecycleFixture;
let redis: Redis;

beforeAll(async () => {
  fixture = await LifecycleFixture.start();
  redis = fixture.redis;
});

afterAll(() => fixture.stop());

beforeEach(() => redis.flushall());

describe('accept', () => {
  it('writes the record, the index and a job just as Bull itself would', async () => {
    const orderId = await fixture.accepted('A-1');
    expect(await fixture.reader.find(orderId)).toMatchObject({
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

    const queue = new Bull(ORDER_QUEUE, fixture.server.url, { prefix: ORDER_QUEUE_PREFIX });
    await queue.add({}, { jobId: 'twin', removeOnComplete: true, removeOnFail: true });
    const twin = await redis.hgetall(`${BULL_KEYS.jobPrefix}twin`);
    await queue.close();

    expect(Object.keys(job).sort()).toEqual(Object.keys(twin).sort());
    expect({ ...job, timestamp: '', opts: '' }).toEqual({ ...twin, timestamp: '', opts: '' });
    expect(JSON.parse(twin.opts!)).toMatchObject(JSON.parse(job.opts!) as object);
    expect(await redis.lrange(BULL_KEYS.wait, 0, -1)).toEqual(['twin', orderId]);
  });

  it('is worked off by an unmodified Bull worker, in order', async () => {
    const intake = await fixture.intake();
    const numbers = Array.from({ length: 200 }, (_, i) => `B-${i}`);
    const verdicts = await Promise.all(numbers.map((number) => intake.accept(order(number))));
    const ids = verdicts.map((verdict) => (verdict as { orderId: string }).orderId);
    const queue = new Bull(ORDER_QUEUE, fixture.server.url, { prefix: ORDER_QUEUE_PREFIX });
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
    expect(await redis.llen(BULL_KEYS.wait)).toBe(1);
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

  it('takes nothing in while the backlog is stale', async () => {
    await fixture.accepted('F-1');
    await redis.zadd(
      LIFECYCLE_KEYS.queued,
      Date.now() - LIMITS.maxBacklogAgeMs - 1000,
      'x'.repeat(36),
    );
    const verdict = await (await fixture.intake()).accept(order('F-2'));
    expect(verdict.verdict).toBe('stale');
  });

  it('answers a repeated idempotency key from the first order', async () => {
    const intake = await fixture.intake();
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
    const queue = new Bull(ORDER_QUEUE, fixture.server.url, { prefix: ORDER_QUEUE_PREFIX });
    await queue.pause();
    const orderId = await fixture.accepted('H-1');
    expect(await redis.lrange(BULL_KEYS.paused, 0, -1)).toEqual([orderId]);
    await queue.resume();
    expect(await redis.lrange(BULL_KEYS.wait, 0, -1)).toEqual([orderId]);
    await queue.close();
  });

  it('writes nothing at all when Redis is out of memory', async () => {
    await (await fixture.intake()).accept(order('I-0'));
    const keys = await redis.dbsize();
    await redis.config('SET', 'maxmemory', '1');
    await expect(fixture.accepted('I-1')).rejects.toThrow(/OOM/);
    await redis.config('SET', 'maxmemory', '0');
    expect(await redis.dbsize()).toBe(keys);
  });
});

describe('claim', () => {
  it('holds the order without a job, against duplicates of both paths', async () => {
    const intake = await fixture.intake();
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
    expect(await fixture.reader.find(orderId)).toMatchObject({
      sync: true,
      expiresAtMs: null,
      attempts: 1,
    });
    expect(await fixture.lifecycle.settle(orderId, 1, { status: 'completed', result: null })).toBe(
      true,
    );
  });
});
