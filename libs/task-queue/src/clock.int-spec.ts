import type { Redis } from 'ioredis';
import { eventually } from '../../../test/support/eventually';
import { ClockWatch } from './clock-watch';
import { QueueClock } from './queue-clock';
import { ORDERS, wakeUpQueue } from './task-kind';
import { BASE, PROBLEM, QueueFixture } from './testing/queue.fixture';

const CLOCK = '{sluice:0}:clock';
const BULL = wakeUpQueue(ORDERS, 0).keyPrefix;
const TWENTY_MINUTES_MS = 1_200_000;

let fixture: QueueFixture;
let redis: Redis;

beforeAll(async () => {
  fixture = await QueueFixture.start();
  redis = fixture.redis;
});

afterAll(() => fixture.stop());

beforeEach(() => redis.flushall());

const beat = () => new QueueClock(redis).beat();
const ticks = async () => Number(await redis.hget(CLOCK, 'ticks'));

/** For the scripts it is the same whether their clock is set, or what they noted of it. */
async function clockIsSet(byMs: number): Promise<void> {
  await redis.hincrby(CLOCK, 'wall', -byMs);
}

/** Since then the clock has gone as it should. */
async function clockIsSteadyFor(ms: number): Promise<void> {
  await redis.hset(CLOCK, 'steady', Date.now() - ms);
}

describe("Redis' clock, set by 20 minutes", () => {
  it.each([TWENTY_MINUTES_MS, -TWENTY_MINUTES_MS])(
    'by %d ms: what is held stays held, what waits goes on',
    async (byMs) => {
      await beat();
      const [held, waiting] = await fixture.fill(2);
      const begun = await fixture.take(2);
      const { epoch } = begun.find(({ taskId }) => taskId === waiting)!;
      const plan = { delayMs: 1_500, inDoubt: false, error: PROBLEM };
      await fixture.queue.retryLater(waiting!, epoch, plan);
      const before = await ticks();
      await clockIsSet(byMs);
      expect(await fixture.reconciler().pass()).toMatchObject({ lapsed: 0, expired: 0 });
      expect((await ticks()) - before).toBeLessThanOrEqual(2_000);
      expect(await ticks()).toBeGreaterThanOrEqual(before);
      const settlement = { status: 'completed' as const, result: 1 };
      expect(await fixture.queue.settle(held!, 1, settlement)).toBe(true);
      await eventually(
        async () => {
          await fixture.reconciler().pass();
          expect(await fixture.take()).toMatchObject([{ taskId: waiting, attempts: 2 }]);
        },
        { timeoutMs: 10_000 },
      );
    },
  );

  it('ends no order by its deadline before a second reading confirms it', async () => {
    await beat();
    const orderId = await fixture.accepted('A-1');
    await clockIsSet(TWENTY_MINUTES_MS);
    await fixture.deadlinePasses(orderId);
    expect(await fixture.queue.expireIfDue(orderId)).toBe(false);
    const other = await fixture.accepted('B-1', { client: 'other' });
    expect(await fixture.take()).toMatchObject([{ taskId: other }]);
    expect(await fixture.reconciler().pass()).toMatchObject({ expired: 0 });
    expect(await fixture.take()).toEqual([]);
    expect(await fixture.reader.find(orderId)).toMatchObject({ status: 'queued' });
    expect(await redis.llen(`${BASE}-lane:acme:n`)).toBe(1);
    await clockIsSteadyFor(6_000);
    expect(await fixture.reconciler().pass()).toMatchObject({ expired: 1 });
    expect(await fixture.take()).toEqual([]);
  });

  it('makes no lease of a Redis that stood still run out', async () => {
    await beat();
    const orderId = await fixture.accepted('A-1');
    await fixture.take();
    await clockIsSet(60_000);
    expect(await fixture.reconciler().pass()).toMatchObject({ lapsed: 0 });
    await redis.hincrby(CLOCK, 'ticks', 10_000);
    expect(await fixture.reconciler().pass()).toMatchObject({ lapsed: 1 });
    expect(await fixture.begun(orderId)).toMatchObject({ inDoubt: true });
  });

  it('leaves no bell with a dead worker for as long as it was set back', async () => {
    const [check, lock] = [`${BULL}stalled-check`, `${BULL}7:lock`];
    await redis.lpush(`${BULL}active`, '7');
    const holdFor = async (ms: number) => {
      await redis.set(check, '1', 'PX', ms);
      await redis.set(lock, 'token', 'PX', ms);
    };
    await holdFor(5_000);
    await fixture.reconciler().pass();
    expect(await redis.exists(check, lock)).toBe(2);
    await holdFor(5_000 + TWENTY_MINUTES_MS);
    await fixture.reconciler().pass();
    expect(await redis.exists(check, lock)).toBe(0);
  });

  it('is told by the leader and noted for health', async () => {
    const steps: number[] = [];
    const reconciler = fixture.reconciler();
    Object.assign(reconciler, {
      observer: {
        passed: () => undefined,
        failed: () => undefined,
        clockStepped: (byMs: number) => steps.push(byMs),
      },
    });
    await reconciler.pass();
    const clock = jest.spyOn(performance, 'now');
    // Ours is set in place of theirs.
    clock.mockReturnValue(performance.now() - TWENTY_MINUTES_MS);
    await reconciler.pass();
    clock.mockRestore();
    expect(steps).toHaveLength(1);
    expect(Math.abs(steps[0]! - TWENTY_MINUTES_MS)).toBeLessThan(5_000);
    const step = await new QueueClock(redis).lastStep();
    expect(Math.abs(step!.byMs - TWENTY_MINUTES_MS)).toBeLessThan(5_000);
  });
});

describe('ClockWatch', () => {
  it('takes slow answers and pauses for what they are', () => {
    const watch = new ClockWatch();
    expect(watch.observe(1_000_000, 0, 5)).toBe(0);
    expect(watch.observe(1_020_000, 250, 20_010)).toBe(0);
    expect(watch.observe(1_620_000, 620_000, 620_010)).toBe(0);
  });

  it('finds a step in either direction, once', () => {
    const watch = new ClockWatch();
    watch.observe(1_000_000, 0, 5);
    expect(watch.observe(2_200_255, 250, 255)).toBe(1_200_000);
    expect(watch.observe(2_200_505, 500, 505)).toBe(0);
    expect(watch.observe(1_000_755, 750, 755)).toBe(-1_199_995);
    expect(watch.observe(1_001_005, 1_000, 1_005)).toBe(0);
  });
});
