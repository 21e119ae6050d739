import { type DynamicModule, Module } from '@nestjs/common';
import { BackendClientModule } from '@sluice/backend-client';
import { MetricsModule, RedisModule } from '@sluice/platform';
import type { GatewayConfig } from './gateway.config';
import { HealthDetailsModule } from './health/health-details.module';
import { OrderIntakeModule } from './order-intake/order-intake.module';
import { OrderTrackingModule } from './order-tracking/order-tracking.module';
import { OrdersModule } from './orders/orders.module';
import { QueuesModule } from './queues/queues.module';

/** Joins the gateway's features; they do not know each other. */
@Module({})
export class AppModule {
  static forRoot(config: Readonly<GatewayConfig>): DynamicModule {
    return {
      module: AppModule,
      imports: [
        RedisModule.forRoot({ url: config.redisUrl, name: 'gateway' }),
        BackendClientModule.forRoot({
          url: config.backendUrl,
          connections: config.syncMaxInFlight,
        }),
        MetricsModule,
        OrdersModule.forRoot(),
        OrderIntakeModule,
        OrderTrackingModule,
        QueuesModule,
        HealthDetailsModule,
      ],
    };
  }
}
