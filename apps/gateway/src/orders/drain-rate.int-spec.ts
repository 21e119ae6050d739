import { LIFECYCLE_KEYS, ORDERS } from '@sluice/order-lifecycle';
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
  rate = new DrainRate(redis, ORDERS);
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
      await redis.hincrby(LIFECYCLE_KEYS.counters, 'completed', 2);
      expect(rate.perSecond).toBeGreaterThan(1);
    });
    rate.onModuleDestroy();
    expect(rate.retryAfterS(rate.perSecond * 4.5)).toBe(5);
    expect(rate.retryAfterS(rate.perSecond * 0.1)).toBe(1);
    expect(rate.retryAfterS(rate.perSecond * 1_000)).toBe(60);
  });
});
