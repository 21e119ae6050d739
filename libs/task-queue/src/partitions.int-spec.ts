import type { Redis } from 'ioredis';
import { partitionOf, partitionOfId } from './keys';
import { readQueueDepth } from './queue-depth';
import { QueueSchema, SchemaError } from './queue-schema';
import { ORDERS } from './task-kind';
import { order, QueueFixture } from './testing/queue.fixture';

const PARTITIONS = 4;

let fixture: QueueFixture;
let redis: Redis;

beforeAll(async () => {
  fixture = await QueueFixture.start(PARTITIONS);
  redis = fixture.redis;
});

afterAll(() => fixture.stop());

beforeEach(() => redis.flushall());

describe('partitions', () => {
  const clients = ['acme', 'blue', 'coda', 'dora', 'echo', 'fern', 'gala', 'hugo'];

  it('keep a client in one of them, and tell it by the id', async () => {
    for (const client of clients) {
      const orderId = await fixture.accepted('A-1', { client });
      expect(partitionOfId(orderId)).toBe(partitionOf(client, PARTITIONS));
      expect(await fixture.reader.find(orderId)).toMatchObject({ client });
      expect(await fixture.reader.findByNumber(client, 'A-1')).toMatchObject({ orderId });
    }
    const used = new Set(clients.map((client) => partitionOf(client, PARTITIONS)));
    expect(used.size).toBeGreaterThan(1);
    const tags = new Set((await redis.keys('*')).map((key) => key.replace(/}.*/, '}')));
    expect(tags.size).toBe(used.size + 1);
    expect(await readQueueDepth(redis, ORDERS, PARTITIONS)).toMatchObject({ queued: 8 });
    expect(await fixture.reconciler().pass()).toMatchObject({ lapsed: 0 });
  });

  it('are paused, resumed, renewed and drained together', async () => {
    for (const client of clients) await fixture.accepted('A-1', { client });
    await fixture.queue.pause();
    const ask = { want: 64, leaseMs: 9_000, retryRoom: 1, ends: [] };
    const turns = () => Promise.all([0, 1, 2, 3].map((one) => fixture.queue.turn(one, ask)));
    expect((await turns()).map(({ begun }) => begun.length)).toEqual([0, 0, 0, 0]);
    await fixture.queue.resume();
    const begun = (await turns()).flatMap((turn) => turn.begun);
    expect(begun).toHaveLength(8);
    expect(await fixture.queue.renew(begun, 9_000)).toEqual(Array(8).fill(true));
    for (const { taskId, epoch } of begun) {
      await fixture.queue.settle(taskId, epoch, { status: 'completed', result: null });
    }
    expect(await readQueueDepth(redis, ORDERS, PARTITIONS)).toMatchObject({
      processing: 0,
      drained: 8,
    });
  });

  it('share a cap and the room out', async () => {
    const capped = fixture.queueWith({ maxInFlight: 6 });
    for (const client of clients) await fixture.fill(10, { client }, client);
    const ask = { want: 64, leaseMs: 9_000, retryRoom: 1, ends: [] };
    const turns = await Promise.all([0, 1, 2, 3].map((one) => capped.turn(one, ask)));
    const all = turns.reduce((sum, { begun }) => sum + begun.length, 0);
    expect(all).toBeLessThanOrEqual(6);
    expect(Math.max(...turns.map(({ begun }) => begun.length))).toBeLessThanOrEqual(2);
    const intake = await fixture.intake({ queueLimit: 0 });
    expect(await intake.accept(order('X-1'))).toMatchObject({ verdict: 'full' });
  });
});

describe('the layout', () => {
  const schema = (partitions: number) => new QueueSchema(redis, partitions);

  it('is fixed by who starts first', async () => {
    await schema(4).ensure();
    await schema(4).ensure();
    await expect(schema(1).ensure()).rejects.toThrow(/set PARTITIONS=4/);
    await redis.hset('{sluice}:schema', 'version', 99);
    await expect(schema(4).ensure()).rejects.toBeInstanceOf(SchemaError);
  });

  it('is not mixed with one from before there were versions', async () => {
    await redis.zadd('{sluice}:queued', 1, 'an-order');
    await expect(schema(1).ensure()).rejects.toThrow(/layout 1/);
    expect(await redis.exists('{sluice}:schema')).toBe(0);
  });
});
