import type { Redis } from 'ioredis';
import { ClientPolicies } from './client-policies';
import { readQueueDepth } from './queue-depth';
import { BASE, BELLS, PROBLEM, QueueFixture } from './testing/queue.fixture';

let fixture: QueueFixture;
let redis: Redis;

beforeAll(async () => {
  fixture = await QueueFixture.start();
  redis = fixture.redis;
});

afterAll(() => fixture.stop());

beforeEach(() => redis.flushall());

const completed = (taskId: string, epoch: number) => ({
  taskId,
  epoch,
  settlement: { status: 'completed' as const, result: { ok: true } },
});
const retry = (taskId: string, epoch: number, delayMs = 0, inDoubt = false) => ({
  taskId,
  epoch,
  retry: { delayMs, inDoubt, error: PROBLEM },
});
const clientsOf = (begun: { client: string }[]) => begun.map(({ client }) => client);
const share = (of: string, clients: string[]) => clients.filter((one) => one === of).length;

/** Nothing but records, counters and what never goes. */
async function leftovers(): Promise<string[]> {
  const keys = await redis.keys('*');
  return keys
    .filter((key) => !/(:order:|:orders:|-counters|-id-fingerprint|:order-id-key|:clock)/.test(key))
    .sort();
}

describe('a turn', () => {
  it('begins in the order of acceptance and ends what was begun', async () => {
    const ids = await fixture.fill(100);
    const begun = await fixture.take(60);
    expect(begun.map(({ taskId }) => taskId)).toEqual(ids.slice(0, 60));
    expect(begun[0]).toMatchObject({ epoch: 1, attempts: 1, inDoubt: false, fresh: true });
    const ends = begun.map(({ taskId, epoch }) => completed(taskId, epoch));
    const next = await fixture.queue.turn(0, { want: 64, leaseMs: 9_000, retryRoom: 4, ends });
    expect(next.ended).toEqual(ends.map(() => true));
    expect(next.begun.map(({ taskId }) => taskId)).toEqual(ids.slice(60));
    const rest = next.begun.map(({ taskId, epoch }) => completed(taskId, epoch));
    await fixture.queue.turn(0, { want: 1, leaseMs: 9_000, retryRoom: 4, ends: rest });
    expect(await readQueueDepth(redis)).toMatchObject({
      queued: 0,
      processing: 0,
      drained: 100,
      activeLanes: 0,
      ended: { completed: 100 },
    });
    expect(await leftovers()).toEqual([`${BASE}-virtual-time`]);
  });

  it('writes an end once, however often it is asked to', async () => {
    await fixture.fill(1);
    const [begun] = await fixture.take();
    const end = completed(begun!.taskId, begun!.epoch);
    const once = () => fixture.queue.settle(end.taskId, end.epoch, end.settlement);
    expect(await Promise.all([once(), once(), once()])).toEqual([true, true, true]);
    expect(await readQueueDepth(redis)).toMatchObject({ drained: 1, ended: { completed: 1 } });
    expect(await fixture.queue.settle(end.taskId, end.epoch + 1, end.settlement)).toBe(false);
    const failed = { status: 'failed' as const, error: PROBLEM };
    expect(await fixture.queue.settle(end.taskId, end.epoch, failed)).toBe(false);
  });

  it('begins nothing once a pause is answered, and rings when it is over', async () => {
    await fixture.fill(3);
    await fixture.queue.pause();
    const turn = await fixture.queue.turn(0, { want: 3, leaseMs: 1_000, retryRoom: 1, ends: [] });
    expect(turn).toMatchObject({ paused: true, begun: [] });
    await redis.del(BELLS);
    await fixture.accepted('P-1');
    expect(await redis.llen(BELLS)).toBe(0);
    await fixture.queue.resume();
    expect(await redis.llen(BELLS)).toBe(1);
    expect(await fixture.take()).toHaveLength(4);
  });

  it('has each of two workers begin other orders', async () => {
    await fixture.fill(200);
    const turns = await Promise.all([1, 2, 3, 4, 5, 6].map(() => fixture.take(30)));
    const ids = turns.flat().map(({ taskId }) => taskId);
    expect(new Set(ids).size).toBe(180);
  });
});

describe('fair shares', () => {
  const policies = () => new ClientPolicies(redis);

  it('serves clients by their weights in every window', async () => {
    await policies().publish([
      { client: 'a', weight: 3 },
      { client: 'b', weight: 2 },
      { client: 'c', weight: 1 },
    ]);
    for (const client of ['a', 'b', 'c']) await fixture.fill(1_000, { client }, client);
    const clients: string[] = [];
    for (let turn = 0; turn < 30; turn += 1) clients.push(...clientsOf(await fixture.take(40)));
    for (let first = 0; first + 200 <= clients.length; first += 50) {
      const window = clients.slice(first, first + 200);
      expect(share('a', window)).toBeGreaterThanOrEqual(95);
      expect(share('a', window)).toBeLessThanOrEqual(105);
      expect(share('b', window)).toBeGreaterThanOrEqual(63);
      expect(share('b', window)).toBeLessThanOrEqual(70);
      expect(share('c', window)).toBeGreaterThanOrEqual(31);
      expect(share('c', window)).toBeLessThanOrEqual(36);
    }
  });

  it('begins a single order within one round, whatever the others have waiting', async () => {
    for (const client of ['a', 'b', 'c']) await fixture.fill(500, { client }, client);
    await fixture.take(64);
    await fixture.take(64);
    await fixture.accepted('S-1', { client: 'small' });
    expect(clientsOf(await fixture.take(4))).toContain('small');
  });

  it('gives no credit for idling', async () => {
    await fixture.fill(300, { client: 'a' }, 'a');
    for (let turn = 0; turn < 4; turn += 1) await fixture.take(50);
    await fixture.fill(300, { client: 'b' }, 'b');
    const clients = clientsOf(await fixture.take(40));
    expect(share('a', clients)).toBeGreaterThanOrEqual(19);
  });

  it('keeps the shares when the note of the virtual time is lost', async () => {
    for (const client of ['a', 'b']) await fixture.fill(300, { client }, client);
    for (let turn = 0; turn < 4; turn += 1) await fixture.take(50);
    await redis.del(`${BASE}-virtual-time`);
    await fixture.fill(300, { client: 'c' }, 'c');
    const clients = clientsOf(await fixture.take(60));
    expect(share('a', clients)).toBeGreaterThanOrEqual(19);
    expect(share('c', clients)).toBeLessThanOrEqual(21);
  });

  it('serves priorities eight to four to one', async () => {
    for (const priority of ['high', 'normal', 'low'] as const) {
      await fixture.fill(500, { priority }, priority);
    }
    const begun = [...(await fixture.take(64)), ...(await fixture.take(66))];
    const numbers = begun.map(({ orderJson }) => orderJson.split('"')[3]!.split('-')[0]!);
    expect(share('high', numbers)).toBeGreaterThanOrEqual(75);
    expect(share('low', numbers)).toBeGreaterThanOrEqual(8);
    expect(share('low', numbers)).toBeLessThanOrEqual(12);
  });

  it('leaves out clients that have their share of a worker', async () => {
    for (const client of ['a', 'b']) await fixture.fill(20, { client }, client);
    const clients = clientsOf(await fixture.take(10, { skipClients: ['a'] }));
    expect(clients).toEqual(Array(10).fill('b'));
  });
});

describe('retries', () => {
  async function withRetries(count: number): Promise<void> {
    await fixture.fill(count, {}, 'bad');
    const begun = await fixture.take(count);
    const ends = begun.map(({ taskId, epoch }) => retry(taskId, epoch));
    await fixture.queue.turn(0, { want: 0, leaseMs: 1_000, retryRoom: 0, ends });
    expect(await fixture.reconciler().pass()).toMatchObject({ retries: count });
  }

  it('go before nobody who was never tried, but as far as they have room', async () => {
    await withRetries(20);
    await fixture.fill(100, {}, 'good');
    const begun = await fixture.take(16, { retryRoom: 4 });
    expect(begun.filter(({ fresh }) => !fresh).length).toBeLessThanOrEqual(4);
    expect(begun).toHaveLength(16);
    const onlyFresh = await fixture.take(16, { retryRoom: 0 });
    expect(onlyFresh.every(({ fresh }) => fresh)).toBe(true);
  });

  it('have all slots while nothing else waits', async () => {
    await withRetries(20);
    const begun = await fixture.take(16, { retryRoom: 0 });
    expect(begun.map(({ attempts }) => attempts)).toEqual(Array(16).fill(2));
  });

  it('wait until they are due', async () => {
    await fixture.fill(1);
    const [begun] = await fixture.take();
    await fixture.queue.retryLater(begun!.taskId, begun!.epoch, {
      delayMs: 60_000,
      inDoubt: true,
      error: PROBLEM,
    });
    expect(await fixture.reconciler().pass()).toMatchObject({ retries: 0 });
    expect(await fixture.take()).toEqual([]);
    await fixture.retryIsDue(begun!.taskId);
    expect(await fixture.reconciler().pass()).toMatchObject({ retries: 1, bells: 0 });
    expect(await fixture.take()).toMatchObject([{ epoch: 2, attempts: 2, inDoubt: true }]);
  });
});

describe('caps', () => {
  it('holds what is in flight over all workers and claims', async () => {
    const capped = [fixture.queueWith({ maxInFlight: 5 }), fixture.queueWith({ maxInFlight: 5 })];
    await fixture.fill(50);
    const ask = { want: 4, leaseMs: 9_000, retryRoom: 1, ends: [] };
    const turns = await Promise.all([...capped, ...capped].map((queue) => queue.turn(0, ask)));
    const begun = turns.flatMap((turn) => turn.begun);
    expect(begun).toHaveLength(5);
    const intake = await fixture.intake({ maxInFlight: 5 });
    const claim = { client: 'z', orderNumber: 'Z-1', correlationId: 'c', orderJson: '{}' };
    expect(await intake.claim(claim, 5_000)).toEqual({ verdict: 'saturated' });
    await redis.del(BELLS);
    const [first] = begun;
    await capped[0]!.settle(first!.taskId, first!.epoch, { status: 'completed', result: null });
    expect(await redis.llen(BELLS)).toBe(1);
    expect(await intake.claim(claim, 5_000)).toMatchObject({ verdict: 'claimed' });
  });

  it('holds what a client has in flight, and lets the others by', async () => {
    const policies = new ClientPolicies(redis);
    await policies.publish([{ client: 'a', weight: 100, maxInFlight: 2 }]);
    for (const client of ['a', 'b']) await fixture.fill(20, { client }, client);
    const begun = await fixture.take(10);
    expect(share('a', clientsOf(begun))).toBe(2);
    expect(begun).toHaveLength(10);
    expect(share('a', clientsOf(await fixture.take(10)))).toBe(0);
    const first = begun.find(({ client }) => client === 'a')!;
    await fixture.queue.settle(first.taskId, first.epoch, { status: 'completed', result: null });
    await fixture.fill(20, { client: 'b' }, 'b2');
    expect(share('a', clientsOf(await fixture.take(10)))).toBe(1);
  });

  it('counts what is in flight when a cap is set', async () => {
    await fixture.fill(20, { client: 'a' }, 'a');
    await fixture.take(3);
    const policies = new ClientPolicies(redis);
    await policies.publish([{ client: 'a', weight: 1, maxInFlight: 4 }]);
    expect(await fixture.take(10)).toHaveLength(1);
    await policies.publish([]);
    expect(await fixture.take(5)).toHaveLength(0);
    await fixture.reconciler().pass();
    expect(await fixture.take(5)).toHaveLength(5);
    expect((await redis.keys('*in-flight*')).length).toBe(0);
  });
});
