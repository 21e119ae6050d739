import type { Redis } from 'ioredis';
import { ClientPolicies } from './client-policies';
import { ORDERS, recordKey } from './task-kind';
import { BASE, PROBLEM, QueueFixture } from './testing/queue.fixture';

let fixture: QueueFixture;
let redis: Redis;

beforeAll(async () => {
  fixture = await QueueFixture.start();
  redis = fixture.redis;
});

afterAll(() => fixture.stop());

beforeEach(() => redis.flushall());

const completed = ({ taskId, epoch }: { taskId: string; epoch: number }) => ({
  taskId,
  epoch,
  settlement: { status: 'completed' as const, result: { ok: true } },
});
const retry = ({ taskId, epoch }: { taskId: string; epoch: number }) => ({
  taskId,
  epoch,
  retry: { delayMs: 0, inDoubt: false, error: PROBLEM },
});

describe('a lane of retries that was held back', () => {
  it('gives no credit to who comes when it is served again', async () => {
    await fixture.fill(2, { client: 'bad' }, 'bad');
    await fixture.fill(600, { client: 'a' }, 'a');
    const begun = await fixture.take(2);
    await fixture.take(0, { ends: begun.filter(({ client }) => client === 'bad').map(retry) });
    await fixture.reconciler().pass();
    for (let turn = 0; turn < 8; turn += 1) await fixture.take(60, { retryRoom: 0 });
    expect(await fixture.take(1, { retryRoom: 1 })).toMatchObject([{ fresh: false }]);
    await fixture.fill(100, { client: 'b' }, 'b');
    const next = await fixture.take(40, { retryRoom: 0 });
    expect(next.filter(({ client }) => client === 'a').length).toBeGreaterThanOrEqual(19);
  });
});

describe('a late outcome', () => {
  it('is not taken for that of a later order with the same number', async () => {
    const id = await fixture.accepted('X-1');
    const [first] = await fixture.take(1);
    // Its retention is over while its holder stands still.
    await redis.del(recordKey(ORDERS, id), `${BASE}-leases`);
    const later = await fixture.accepted('X-1');
    const [second] = await fixture.take(1);
    expect(second).toMatchObject({ taskId: later, epoch: first!.epoch });
    const { taskId, epoch } = first!;
    const settlement = { status: 'completed' as const, result: { ok: true } };
    expect(await fixture.queue.settle(taskId, epoch, settlement)).toBe(false);
    expect(await fixture.queue.renew([first!, second!], 10_000)).toEqual([false, true]);
    expect(await redis.hget(recordKey(ORDERS, later), 's')).toBe('processing');
  });
});

describe('keys that got lost', () => {
  it('lanes are found again by what waits in them', async () => {
    await fixture.fill(3, { client: 'a' }, 'a');
    await fixture.fill(3, { client: 'b', priority: 'high' }, 'b');
    await fixture.accepted('R-1', { client: 'c' });
    const retried = (await fixture.take(3)).filter(({ client }) => client === 'c');
    await fixture.take(0, { ends: retried.map(retry) });
    const reconciler = fixture.reconciler();
    await reconciler.pass();
    await redis.del(`${BASE}-lanes`, `${BASE}-retry-lanes`, `${BASE}-parked-lanes`);
    await reconciler.pass();
    const begun = await fixture.take(10);
    expect(new Set(begun.map(({ client }) => client))).toEqual(new Set(['a', 'b', 'c']));
  });

  it('a cap that is told anew counts nothing that has ended meanwhile', async () => {
    const policies = new ClientPolicies(redis);
    const capped = [{ client: 'a', weight: 1, maxInFlight: 2 }];
    await policies.publish(capped);
    await fixture.fill(10, { client: 'a' });
    const begun = await fixture.take();
    expect(begun).toHaveLength(2);
    await redis.del('{sluice:0}:client-policies');
    await fixture.take(0, { ends: begun.map(completed) });
    await policies.publish(capped);
    await fixture.reconciler().pass();
    expect(await fixture.take()).toHaveLength(2);
  });
});

describe('a Redis that is full', () => {
  const fillUp = () => redis.config('SET', 'maxmemory', '1mb');
  const makeRoom = () => redis.config('SET', 'maxmemory', '0');
  afterEach(makeRoom);

  it('takes nothing in, and lets what it holds come to its end', async () => {
    const ids = await fixture.fill(20);
    const begun = await fixture.take(5);
    await fillUp();
    await expect(fixture.accepted('late')).rejects.toThrow('OOM');
    expect(await fixture.queue.renew(begun, 10_000)).toEqual(begun.map(() => true));
    const turn = { want: 5, leaseMs: 10_000, retryRoom: 1, ends: begun.map(completed) };
    const { ended, begun: next } = await fixture.queue.turn(0, turn);
    expect(ended).toEqual(begun.map(() => true));
    expect(next).toHaveLength(5);
    expect(await fixture.queue.cancel(ids[19]!, 'acme')).toMatchObject({ status: 'cancelled' });
    await makeRoom();
    await fixture.leaseRunsOut(next[0]!.taskId);
    await fillUp();
    expect(await fixture.reconciler().pass()).toMatchObject({ lapsed: 1 });
    await fixture.queue.pause();
    expect(await fixture.take()).toEqual([]);
  });
});

describe('orders that are put at the head of their lane together', () => {
  it('are begun in the order in which they were due', async () => {
    const ids = await fixture.fill(4, { notBeforeMs: Date.now() + 60_000 });
    for (const [nth, id] of ids.entries()) await redis.zadd(`${BASE}-scheduled`, 'XX', nth + 1, id);
    expect(await fixture.reconciler().pass()).toMatchObject({ scheduled: 4 });
    expect((await fixture.take()).map(({ taskId }) => taskId)).toEqual(ids);
  });

  it.each([3, 100])('stand behind the %i that came due before them', async (count) => {
    const waiting = await fixture.accepted('W-1');
    const notBeforeMs = Date.now() + 60_000;
    const due: string[] = [];
    for (const times of [count, 2]) {
      const ids = await fixture.fill(times, { notBeforeMs }, `due-${times}`);
      for (const [nth, id] of ids.entries()) {
        await redis.zadd(`${BASE}-scheduled`, 'XX', nth + 1, id);
      }
      expect(await fixture.reconciler().pass()).toMatchObject({ scheduled: ids.length });
      due.push(...ids);
    }
    const begun: string[] = [];
    while (begun.length < count + 3) {
      begun.push(...(await fixture.take()).map(({ taskId }) => taskId));
    }
    expect(begun.filter((id) => id !== waiting)).toEqual(due);
    // Beyond as many as are counted, who comes due stands at the end.
    expect(begun.indexOf(waiting)).toBe(count === 3 ? count + 2 : count);
  });

  it('after their holder vanished, in the order in which they were begun', async () => {
    const ids = await fixture.fill(4);
    expect(await fixture.take()).toHaveLength(4);
    for (const [nth, id] of ids.entries()) await redis.zadd(`${BASE}-leases`, 'XX', nth + 1, id);
    expect(await fixture.reconciler().pass()).toMatchObject({ lapsed: 4 });
    expect((await fixture.take()).map(({ taskId }) => taskId)).toEqual(ids);
  });
});

describe('a client that has cancelled what it had waiting', () => {
  it('holds up nobody else while that is passed over', async () => {
    const ids = await fixture.fill(3_000, { client: 'a' }, 'a');
    await Promise.all(ids.map((id) => fixture.queue.cancel(id, 'a')));
    await fixture.fill(30, { client: 'b' }, 'b');
    await fixture.fill(30, { client: 'c', priority: 'low' }, 'c');
    const begun = await fixture.take(8);
    expect(begun).toHaveLength(8);
    await fixture.fill(10, { client: 'a' }, 'later');
    const rest: string[] = begun.map(({ client }) => client);
    for (let turn = 0; turn < 30; turn += 1) {
      rest.push(...(await fixture.take(8)).map(({ client }) => client));
    }
    expect(rest.filter((client) => client === 'a')).toHaveLength(10);
    expect(rest).toHaveLength(70);
    expect(await redis.exists(`${BASE}-waiting-corrections`, `${BASE}-lane:a:n`)).toBe(0);
  });
});

describe('policies that are told again and again', () => {
  it('are left alone while nothing changed', async () => {
    const policies = new ClientPolicies(redis);
    const told = [{ client: 'a', weight: 3, maxInFlight: 2 }];
    await policies.publish(told);
    const key = '{sluice:0}:client-policies';
    await redis.hset(key, 'mark', '1 0');
    await policies.publish(told);
    expect(await redis.hexists(key, 'mark')).toBe(1);
    await policies.publish([{ client: 'a', weight: 4, maxInFlight: 2 }]);
    expect(await redis.hexists(key, 'mark')).toBe(0);
    expect(await redis.hget(key, 'a')).toBe('4 2');
  });
});
