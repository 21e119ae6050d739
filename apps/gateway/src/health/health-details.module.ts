import { Module } from '@nestjs/common';
import { COMMAND_REDIS, HEALTH_DETAILS, type HealthDetail, HealthModule } from '@sluice/platform';
import type { Redis } from 'ioredis';
import { OrderIntakeModule } from '../order-intake/order-intake.module';
import { SyncPool } from '../order-intake/sync-pool';
import { DrainRate } from '../orders/drain-rate';
import { QueueMetrics } from './queue.metrics';
import { queueDetail } from './queue.detail';
import { syncPoolDetail } from './sync-pool.detail';
import { workersDetail } from './workers.detail';

/** What the gateway adds to `GET /health`. */
@Module({
  imports: [HealthModule, OrderIntakeModule],
  providers: [
    QueueMetrics,
    {
      provide: HEALTH_DETAILS,
      inject: [COMMAND_REDIS, DrainRate, SyncPool],
      useFactory: (redis: Redis, drainRate: DrainRate, pool: SyncPool): HealthDetail[] => [
        queueDetail(redis, drainRate),
        workersDetail(redis),
        syncPoolDetail(pool),
      ],
    },
  ],
})
export class HealthDetailsModule {}
