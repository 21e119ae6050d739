import { Module } from '@nestjs/common';
import { BatchIdempotency } from '@sluice/task-queue';
import { COMMAND_REDIS, HEALTH_DETAILS, type HealthDetail } from '@sluice/platform';
import type { Redis } from 'ioredis';
import { GatewayConfig } from '../gateway.config';
import { AsyncOrdersController } from './async-orders.controller';
import { AsyncOrdersService } from './async-orders.service';
import { BatchOrdersController } from './batch-orders.controller';
import { BatchOrdersService } from './batch-orders.service';
import { BRIDGE_PROVIDERS } from './bridge.providers';
import { IntakeAnswers } from './intake-answers';
import { IntakeMetrics } from './intake.metrics';
import { NegotiatedOrdersController } from './negotiated-orders.controller';
import { repliesDetail } from './replies.detail';
import { ReplyDesk } from './reply-desk';
import { SyncOrderSender } from './sync-order-sender';
import { SyncOrdersController } from './sync-orders.controller';
import { SyncOrdersService } from './sync-orders.service';
import { SyncPool } from './sync-pool';
import { syncPoolDetail } from './sync-pool.detail';

/** `POST /v1/orders…`: how orders come in. */
@Module({
  controllers: [
    AsyncOrdersController,
    BatchOrdersController,
    NegotiatedOrdersController,
    SyncOrdersController,
  ],
  providers: [
    IntakeMetrics,
    IntakeAnswers,
    AsyncOrdersService,
    BatchOrdersService,
    {
      provide: BatchIdempotency,
      inject: [COMMAND_REDIS, GatewayConfig],
      useFactory: (redis: Redis, { orderTtlMs, orderRetentionMs, partitions }: GatewayConfig) =>
        new BatchIdempotency(redis, orderTtlMs + orderRetentionMs, partitions),
    },
    ...BRIDGE_PROVIDERS,
    SyncOrderSender,
    SyncOrdersService,
    {
      provide: SyncPool,
      inject: [GatewayConfig],
      useFactory: (config: GatewayConfig) => new SyncPool(config.syncMaxInFlight),
    },
    {
      provide: HEALTH_DETAILS,
      inject: [SyncPool, ReplyDesk, GatewayConfig],
      useFactory: (pool: SyncPool, desk: ReplyDesk, config: GatewayConfig): HealthDetail[] => [
        syncPoolDetail(pool),
        repliesDetail(desk, config.replyTransport),
      ],
    },
  ],
})
export class OrderIntakeModule {}
