import type { Provider } from '@nestjs/common';
import { COMMAND_REDIS, DrainState } from '@sluice/platform';
import { LimiterStore } from '@sluice/task-queue';
import type { Redis } from 'ioredis';
import { SlotPool } from '../tasks/slot-pool';
import { WorkerConfig } from '../worker.config';
import { LimiterFollower } from './limiter-follower';
import { RateLimitStore, RedisRateLimitStore } from './rate-limit-store';
import { StartPermits } from './start-permits';
import { StartRateLimiter } from './start-rate-limiter';

/** The fixed limiter: slots of this process, a rate over all workers, and their settings. */
export const LIMITER_PROVIDERS: Provider[] = [
  {
    provide: RateLimitStore,
    inject: [COMMAND_REDIS, WorkerConfig],
    useFactory: (redis: Redis, { orderRateMax, orderRateWindowMs }: WorkerConfig) =>
      new RedisRateLimitStore(
        redis,
        orderRateMax === undefined
          ? null
          : { rateMax: orderRateMax, rateWindowMs: orderRateWindowMs },
      ),
  },
  {
    provide: StartRateLimiter,
    inject: [RateLimitStore],
    useFactory: (store: RateLimitStore) => new StartRateLimiter(store),
  },
  {
    provide: StartPermits,
    inject: [StartRateLimiter, DrainState],
    useFactory: (limiter: StartRateLimiter, drain: DrainState) =>
      new StartPermits(limiter, drain.signal),
  },
  {
    provide: LimiterFollower,
    inject: [SlotPool, StartRateLimiter, COMMAND_REDIS, WorkerConfig],
    useFactory: followed,
  },
];

/** What operators set is in force before the first order is begun, if Redis can be asked. */
async function followed(
  slots: SlotPool,
  rate: StartRateLimiter,
  redis: Redis,
  config: WorkerConfig,
): Promise<LimiterFollower> {
  const follower = new LimiterFollower(slots, rate, new LimiterStore(redis), {
    concurrency: config.orderConcurrency,
    rateMax: config.orderRateMax ?? null,
    rateWindowMs: config.orderRateWindowMs,
  });
  await follower.look().catch(() => undefined);
  return follower;
}
