import { ORDERS, queueBase } from '@sluice/task-queue';
import { Redis } from 'ioredis';
import { eventually } from '../../../../test/support/eventually';
import { type TestRedis, startRedis } from '../../../../test/support/redis-server';
import { DrainRate } from './drain-rate';

let server: TestRedis;
let redis: Redis;
let rate: DrainRate;

beforeAll(async () => {
  server = await startRedis();
  redis = new Redis(server.url);
  rate = new DrainRate(redis, ORDERS, 1);
  rate.onModuleInit();
});

afterAll(async () => {
  rate.onModuleDestroy();
  redis.disconnect();
  await server.stop();
});

describe('DrainRate', () => {
  it('sends clients away for the longest time while nothing moves, and for the shortest without a backlog', () => {
    expect(rate.retryAfterS(1)).toBe(60);
    expect(rate.retryAfterS(0)).toBe(1);
  });

  it('divides the backlog by what ends per second, into 1 to 60 whole seconds', async () => {
    await eventually(async () => {
      // What expires or is cancelled says nothing about how fast the rest is worked off.
      await redis.hincrby(`${queueBase(ORDERS, 0)}-counters`, 'expired', 1_000_000);
      await redis.hincrby(`${queueBase(ORDERS, 0)}-counters`, 'drained', 2);
      expect(rate.perSecond).toBeGreaterThan(1);
    });
    rate.onModuleDestroy();
    expect(rate.perSecond).toBeLessThan(1_000);
    expect(rate.retryAfterS(rate.perSecond * 4.5)).toBe(5);
    expect(rate.retryAfterS(rate.perSecond * 4.5, 2_000)).toBe(7);
    expect(rate.retryAfterS(rate.perSecond * 0.1)).toBe(1);
    expect(rate.retryAfterS(rate.perSecond * 1_000)).toBe(60);
  });
});
