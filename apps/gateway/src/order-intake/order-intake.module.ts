import { Module } from '@nestjs/common';
import { GatewayConfig } from '../gateway.config';
import { AsyncOrdersController } from './async-orders.controller';
import { IntakeMetrics } from './intake.metrics';
import { AsyncOrdersService } from './async-orders.service';
import { SyncCourier } from './sync-courier';
import { SyncOrdersController } from './sync-orders.controller';
import { SyncOrdersService } from './sync-orders.service';
import { SyncPool } from './sync-pool';
import { syncPoolDetail } from './sync-pool.detail';
import { HEALTH_DETAILS, type HealthDetail } from '@sluice/platform';

/** `POST /v1/orders/…`: how orders come in. */
@Module({
  controllers: [AsyncOrdersController, SyncOrdersController],
  providers: [
    IntakeMetrics,
    AsyncOrdersService,
    SyncCourier,
    SyncOrdersService,
    {
      provide: SyncPool,
      inject: [GatewayConfig],
      useFactory: (config: GatewayConfig) => new SyncPool(config.syncMaxInFlight),
    },
    {
      provide: HEALTH_DETAILS,
      inject: [SyncPool],
      useFactory: (pool: SyncPool): HealthDetail[] => [syncPoolDetail(pool)],
    },
  ],
})
export class OrderIntakeModule {}
