import type { Redis } from 'ioredis';
import { order, QueueFixture } from './testing/queue.fixture';

const DEEP = 30_000;

let fixture: QueueFixture;
let redis: Redis;

beforeAll(async () => {
  fixture = await QueueFixture.start();
  redis = fixture.redis;
});

afterAll(() => fixture.stop());

/** How often each command ran within scripts and without. */
async function commandsOf(step: () => Promise<unknown>): Promise<Map<string, number>> {
  await redis.config('RESETSTAT');
  await step();
  const info = await redis.info('commandstats');
  const lines = [...info.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)];
  const counts = lines.map(([, name = '', calls]) => [name, Number(calls)] as const);
  return new Map(counts.filter(([name]) => !/^(evalsha|eval|config|info)/.test(name)));
}

const sum = (counts: Map<string, number>) => [...counts.values()].reduce((a, b) => a + b, 0);

/** Commands that walk what they are given. */
const WALKS = ['lrem', 'lpos', 'smembers', 'hgetall', 'keys', 'scan', 'zscan', 'linsert', 'sort'];

describe('however deep the queue is', () => {
  const steps: [string, (ids: string[]) => Promise<unknown>][] = [
    ['accepts', async () => (await fixture.intake()).accept(order(`N-${Math.random()}`))],
    ['cancels from the middle', (ids) => fixture.queue.cancel(ids[ids.length >> 1]!, 'acme')],
    ['begins', () => fixture.take(1)],
    ['tells the place', async (ids) => fixture.reader.place(await fixture.reader.require(ids[7]!))],
    ['passes over what is due', () => fixture.reconciler().pass()],
    [
      'expires from the middle',
      async (ids) => {
        const id = ids[(ids.length >> 1) + 1]!;
        await fixture.deadlinePasses(id);
        return fixture.queue.expireIfDue(id);
      },
    ],
  ];

  it.each(steps)('it %s with as many commands as when it is nearly empty', async (_name, step) => {
    const counts: Map<string, number>[] = [];
    for (const depth of [20, DEEP]) {
      await redis.flushall();
      const ids = await fixture.fill(depth);
      // Leadership and clock are there before either.
      await fixture.reconciler().pass();
      counts.push(await commandsOf(() => step(ids)));
    }
    const [shallow, deep] = counts as [Map<string, number>, Map<string, number>];
    expect(sum(deep)).toBeLessThanOrEqual(sum(shallow) + 2);
    for (const walk of WALKS.filter((one) => one !== 'hgetall')) expect(deep.has(walk)).toBe(false);
  });

  it('looks at a bounded number of ids that are queued no more, and says that there is more', async () => {
    await redis.flushall();
    const ids = await fixture.fill(1_000);
    for (const id of ids.slice(0, 900)) await fixture.queue.cancel(id, 'acme');
    const ask = { want: 10, leaseMs: 9_000, retryRoom: 1, ends: [] };
    const first = await fixture.queue.turn(0, ask);
    expect(first).toMatchObject({ begun: [], more: true });
    const turns = [first];
    while (turns.at(-1)!.begun.length === 0) turns.push(await fixture.queue.turn(0, ask));
    expect(turns.length).toBeGreaterThan(3);
    expect(turns.length).toBeLessThan(16);
    expect(turns.at(-1)!.begun).toHaveLength(10);
  });
});
