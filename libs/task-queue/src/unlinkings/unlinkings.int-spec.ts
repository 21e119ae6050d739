import { Redis } from 'ioredis';
import { eventually } from '../../../../test/support/eventually';
import { startRedis, type TestRedis } from '../../../../test/support/redis-server';
import { readQueueDepth } from '../queue-depth';
import { Reconciler, RECONCILER_DEFAULTS } from '../reconciler';
import { queueBase, UNLINKINGS } from '../task-kind';
import { OrganizationStore } from './organization-store';
import { unlinkingKeys, UNLINKING_RETENTION_MS } from './unlinking-keys';
import { UNLINKING_QUARANTINED, UnlinkingQueue } from './unlinking-queue';
import { UnlinkingProgress } from './unlinking-progress';
import { type BegunUnlinking, unlinkingTaskId } from './unlinking-task';

let server: TestRedis;
let redis: Redis;
let store: OrganizationStore;
let progress: UnlinkingProgress;
let queue: UnlinkingQueue;

beforeAll(async () => {
  server = await startRedis();
  redis = new Redis(server.url);
  store = new OrganizationStore(redis);
  progress = new UnlinkingProgress(redis);
  queue = new UnlinkingQueue(redis);
});

afterAll(async () => {
  await redis.quit();
  await server.stop();
});

beforeEach(() => redis.flushall());

const members = (count: number) => Array.from({ length: count }, (_, index) => `m${index}`);
const state = (count = 0) => ({ name: 'Acme', allowCustomSso: false, members: members(count) });
const owner = (revision: number) => ({ client: 'acme', organizationId: 'o-1', revision });
const order = (count: number) => ({ members: members(count), correlationId: 'corr-1' });

const BASE = queueBase(UNLINKINGS, 0);

const QUIET = { passed: () => undefined, failed: () => undefined, clockStepped: () => undefined };

function reconciler(): Reconciler {
  const rules = { quarantined: UNLINKING_QUARANTINED, retentionMs: UNLINKING_RETENTION_MS };
  const settings = { ...RECONCILER_DEFAULTS, kind: UNLINKINGS, ...rules, name: 'r1' };
  return new Reconciler(redis, settings, QUIET);
}

async function take(want = 1): Promise<BegunUnlinking[]> {
  const turn = await queue.turn(0, { want, leaseMs: 1_000, retryRoom: 1, ends: [] });
  return turn.begun;
}

/** The id of the unlinking that a first save began. */
async function begun(count: number, leaseMs?: number): Promise<string> {
  const lease = leaseMs === undefined ? {} : { leaseMs };
  const saved = await store.save(owner(0), state(count), { ...order(count), ...lease });
  return saved?.unlinkingId ?? '';
}

describe('OrganizationStore', () => {
  it('saves over the revision that the caller has seen, and over no other', async () => {
    const first = await store.save(owner(0), state());
    expect(first?.organization).toMatchObject({ revision: 1, name: 'Acme' });
    expect(await store.save(owner(0), state())).toBeNull();
    expect(await store.save(owner(1), { ...state(), name: 'B' })).toMatchObject({
      organization: { revision: 2 },
    });
    expect(await store.find('acme', 'o-1')).toMatchObject({ name: 'B', revision: 2 });
    expect(await store.find('other', 'o-1')).toBeNull();
  });

  it('lets one of many win who have seen the same', async () => {
    const saves = members(20).map((name) => store.save(owner(0), { ...state(), name }));
    const won = (await Promise.all(saves)).filter((saved) => saved !== null);
    expect(won).toHaveLength(1);
  });

  it('takes in what follows in the same step, or nothing', async () => {
    const unlinkingId = await begun(45);
    expect(await readQueueDepth(redis, UNLINKINGS)).toMatchObject({
      queued: 23,
      wakeUps: { waiting: 8 },
    });
    expect(await progress.find(unlinkingId)).toMatchObject({ all: 45, done: 0, failed: 0 });
    expect(await store.save(owner(0), state(), order(45))).toBeNull();
    expect((await readQueueDepth(redis, UNLINKINGS)).queued).toBe(23);
  });

  it('takes ten thousand members in, each once', async () => {
    const unlinkingId = await begun(10_000);
    expect(await progress.find(unlinkingId)).toMatchObject({ all: 10_000, done: 0 });
    expect((await readQueueDepth(redis, UNLINKINGS)).queued).toBe(500);
  });

  it('begins no unlinking of nobody', async () => {
    expect(await store.save(owner(0), state(), order(0))).not.toHaveProperty('unlinkingId');
  });

  it('leaves a claimed unlinking to its holder until the lease is over', async () => {
    const taskId = unlinkingTaskId(await begun(45, 60_000), 0);
    expect(await readQueueDepth(redis, UNLINKINGS)).toMatchObject({
      queued: 0,
      processing: 1,
      wakeUps: { waiting: 0 },
    });
    expect(await take()).toEqual([]);
    expect(await queue.settle(taskId, 1, { status: 'completed', result: {} })).toBe(true);
  });

  it('hands a claimed unlinking on once the lease is over', async () => {
    const taskId = unlinkingTaskId(await begun(2, 1), 0);
    await eventually(async () => {
      await reconciler().pass();
      const [taken] = await take();
      expect(taken).toMatchObject({ epoch: 2, members: ['m0', 'm1'] });
    });
    expect(await queue.settle(taskId, 1, { status: 'completed', result: {} })).toBe(false);
  });
});

describe('UnlinkingProgress', () => {
  it('counts each member once, however often it is unlinked', async () => {
    const unlinkingId = await begun(3);
    await progress.unlinked(unlinkingId, ['m0']);
    await progress.unlinked(unlinkingId, ['m0', 'm1', 'stranger']);
    const record = await progress.find(unlinkingId);
    expect(record).toMatchObject({ all: 3, done: 2, failed: 0 });
    expect(record).not.toHaveProperty('endedAtMs');
    expect(await progress.pendingOf(unlinkingId, members(3))).toEqual(['m2']);
    await progress.unlinked(unlinkingId, ['m2']);
    expect(await progress.find(unlinkingId)).toMatchObject({
      done: 3,
      endedAtMs: expect.any(Number) as number,
    });
  });

  it('makes nothing of an unlinking that is not there', async () => {
    await progress.unlinked('00000000-0000-4000-8000-000000000000', ['m0']);
    expect(await progress.find('00000000-0000-4000-8000-000000000000')).toBeNull();
    expect(await progress.find('nonsense')).toBeNull();
    expect(await redis.keys('*')).toEqual([]);
  });
});

describe('a task that is given up', () => {
  const FAILED = { status: 'failed', error: UNLINKING_QUARANTINED } as const;
  const keysOf = (unlinkingId: string) => {
    const { progress: own, pending } = unlinkingKeys(unlinkingId);
    return [own, pending];
  };

  async function fail(taskId: string): Promise<void> {
    const [taken] = await take();
    expect(taken).toMatchObject({ taskId });
    expect(await queue.settle(taskId, taken?.epoch ?? 0, FAILED)).toBe(true);
  }

  async function forgottenInTime(unlinkingId: string): Promise<boolean> {
    const left = await Promise.all(keysOf(unlinkingId).map((key) => redis.pttl(key)));
    return left.every((ms) => ms > 0 && ms <= UNLINKING_RETENTION_MS);
  }

  it('fails those of its members who are still linked', async () => {
    const unlinkingId = await begun(2);
    await progress.unlinked(unlinkingId, ['m0']);
    expect(await forgottenInTime(unlinkingId)).toBe(false);
    for (const nth of [0, 1]) await fail(unlinkingTaskId(unlinkingId, nth));
    expect(await progress.find(unlinkingId)).toMatchObject({ done: 1, failed: 1 });
    expect(await forgottenInTime(unlinkingId)).toBe(true);
  });

  it('does so also when it loses holder after holder', async () => {
    const unlinkingId = await begun(1);
    const taskId = unlinkingTaskId(unlinkingId, 0);
    for (let time = 1; time <= 9; time += 1) {
      await take();
      await redis.zadd(`${BASE}-leases`, 'XX', 1, taskId);
      await reconciler().pass();
      await redis.zadd(`${BASE}-retries`, 'XX', 1, taskId);
      await reconciler().pass();
    }
    expect(await progress.find(unlinkingId)).toMatchObject({ done: 0, failed: 1 });
    expect(await forgottenInTime(unlinkingId)).toBe(true);
  });

  it('is given its members back by an operator, for as long as it takes', async () => {
    const unlinkingId = await begun(1);
    const taskId = unlinkingTaskId(unlinkingId, 0);
    await fail(taskId);
    expect(await queue.replay(taskId, 0)).toBe('queued');
    expect(await progress.find(unlinkingId)).toMatchObject({ done: 0, failed: 0 });
    expect(await forgottenInTime(unlinkingId)).toBe(false);
    await progress.unlinked(unlinkingId, ['m0']);
    expect(await progress.find(unlinkingId)).toMatchObject({ done: 1, failed: 0 });
    expect(await redis.pttl(keysOf(unlinkingId)[0] ?? '')).toBeGreaterThan(0);
  });

  it('does not keep for ever what is left of the others', async () => {
    const unlinkingId = await begun(2);
    for (const nth of [0, 1]) await fail(unlinkingTaskId(unlinkingId, nth));
    await queue.replay(unlinkingTaskId(unlinkingId, 0), 0);
    await progress.unlinked(unlinkingId, ['m0']);
    expect(await progress.find(unlinkingId)).toMatchObject({ done: 1, failed: 1 });
    expect(await forgottenInTime(unlinkingId)).toBe(true);
  });
});
