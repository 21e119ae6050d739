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
import { DurabilityWatch, SharedOrderIdGenerator } from '@sluice/task-queue';
import { GatewayConfig } from '../gateway.config';
import { callbacksDetail } from './callbacks.detail';
import { durabilityCheck } from './durability.check';
import { orderIdCheck } from './order-id.check';
import { queueDetail } from './queue.detail';
import { workersDetail } from './workers.detail';

/** What the gateway adds to `GET /health`. */
@Module({
  imports: [HealthModule],
  providers: [
    QueueMetrics,
    {
      provide: READINESS_CHECKS,
      inject: [DurabilityWatch, SharedOrderIdGenerator, GatewayConfig],
      useFactory: (
        watch: DurabilityWatch,
        ids: SharedOrderIdGenerator,
        config: GatewayConfig,
      ): HealthDetail[] => [durabilityCheck(watch, config.durabilityCheck), orderIdCheck(ids)],
    },
    {
      provide: HEALTH_DETAILS,
      inject: [COMMAND_REDIS, DrainRate, GatewayConfig],
      useFactory: (
        redis: Redis,
        drainRate: DrainRate,
        { partitions }: GatewayConfig,
      ): HealthDetail[] => [
        queueDetail(redis, drainRate, partitions),
        callbacksDetail(redis, partitions),
        workersDetail(redis),
      ],
    },
  ],
})
export class HealthDetailsModule {}
