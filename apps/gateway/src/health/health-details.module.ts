import { Module } from '@nestjs/common';
import {
  COMMAND_REDIS,
  HEALTH_DETAILS,
  type HealthDetail,
  HealthModule,
  READINESS_CHECKS,
} from '@sluice/platform';
import type { Redis } from 'ioredis';
import { DrainRate } from '../orders/drain-rate';
import { QueueMetrics } from './queue.metrics';
import { DurabilityWatch } from '@sluice/order-lifecycle';
import { GatewayConfig } from '../gateway.config';
import { callbacksDetail } from './callbacks.detail';
import { durabilityCheck } from './durability.check';
import { queueDetail } from './queue.detail';
import { workersDetail } from './workers.detail';

/** What the gateway adds to `GET /health`. */
@Module({
  imports: [HealthModule],
  providers: [
    QueueMetrics,
    {
      provide: READINESS_CHECKS,
      inject: [DurabilityWatch, GatewayConfig],
      useFactory: (watch: DurabilityWatch, config: GatewayConfig): HealthDetail[] => [
        durabilityCheck(watch, config.durabilityCheck),
      ],
    },
    {
      provide: HEALTH_DETAILS,
      inject: [COMMAND_REDIS, DrainRate],
      useFactory: (redis: Redis, drainRate: DrainRate): HealthDetail[] => [
        queueDetail(redis, drainRate),
        callbacksDetail(redis),
        workersDetail(redis),
      ],
    },
  ],
})
export class HealthDetailsModule {}
