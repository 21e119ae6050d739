import { Module } from '@nestjs/common';
import { GatewayConfig } from '../gateway.config';
import { AsyncOrdersController } from './async-orders.controller';
import { IntakeMetrics } from './intake.metrics';
import { AsyncOrdersService } from './async-orders.service';
import { SyncCourier } from './sync-courier';
import { SyncOrdersController } from './sync-orders.controller';
import { SyncOrdersService } from './sync-orders.service';
import { SyncPool } from './sync-pool';

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
  ],
  exports: [SyncPool],
})
export class OrderIntakeModule {}
