import type { Provider } from '@nestjs/common';
import { COMMAND_REDIS } from '@sluice/platform';
import type { Redis } from 'ioredis';
import { WorkerConfig } from '../../worker.config';
import { BullIntake } from '../../tasks/bull/bull-intake';
import { FixedLimiter } from './fixed-limiter';
import { LimiterControl } from './limiter-control';
import { LimiterRefresh } from './limiter-refresh.service';
import { LimiterSettingsStore } from './limiter-settings.store';
import type { OrderRate } from './pace-desk';
import { Pacer } from './pacer';
import { RedisPaceDesk } from './redis-pace-desk';

/** The fixed limiter: slots of this process, a pace over all workers, and their settings. */
export const LIMITER_PROVIDERS: Provider[] = [
  {
    provide: FixedLimiter,
    inject: [WorkerConfig],
    useFactory: (config: WorkerConfig) => new FixedLimiter(config.orderConcurrency),
  },
  {
    provide: Pacer,
    inject: [COMMAND_REDIS, WorkerConfig],
    useFactory: (redis: Redis, config: WorkerConfig) =>
      new Pacer(new RedisPaceDesk(redis, rateOf(config))),
  },
  {
    provide: LimiterControl,
    inject: [FixedLimiter, Pacer, COMMAND_REDIS, WorkerConfig],
    useFactory: restoredControl,
  },
  {
    provide: LimiterRefresh,
    inject: [LimiterControl, BullIntake],
    useFactory: (control: LimiterControl, bull: BullIntake) => new LimiterRefresh(control, bull),
  },
];

/** What operators set is in force before the first order is taken in, if Redis can be asked. */
async function restoredControl(
  limiter: FixedLimiter,
  pacer: Pacer,
  redis: Redis,
  config: WorkerConfig,
): Promise<LimiterControl> {
  const rate = rateOf(config);
  const control = new LimiterControl(limiter, pacer, new LimiterSettingsStore(redis), {
    concurrency: config.orderConcurrency,
    rateMax: rate?.rateMax ?? null,
    rateWindowMs: config.orderRateWindowMs,
  });
  await control.restore().catch(() => undefined);
  return control;
}

function rateOf({ orderRateMax, orderRateWindowMs }: WorkerConfig): OrderRate | null {
  if (orderRateMax === undefined) return null;
  return { rateMax: orderRateMax, rateWindowMs: orderRateWindowMs };
}
