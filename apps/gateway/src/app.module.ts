import { type DynamicModule, Module } from '@nestjs/common';
import { BackendClientModule } from '@sluice/backend-client';
import { MetricsModule, RedisModule } from '@sluice/platform';
import { AccessModule } from './access/access.module';
import type { GatewayConfig } from './gateway.config';
import { DocumentsModule } from './documents/documents.module';
import { HealthDetailsModule } from './health/health-details.module';
import { LabModule } from './lab/lab.module';
import { MessagingModule } from './messaging/messaging.module';
import { OrderIntakeModule } from './order-intake/order-intake.module';
import { OrderTrackingModule } from './order-tracking/order-tracking.module';
import { OrdersModule } from './orders/orders.module';
import { OrganizationRequest } from './organizations/organization.request';
import { OrganizationsModule } from './organizations/organizations.module';
import { LimiterRequest } from './queues/limiter.request';
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
        AccessModule.forRoot(config),
        OrdersModule.forRoot(),
        OrderIntakeModule,
        OrderTrackingModule,
        OrganizationsModule.forRoot(config),
        QueuesModule,
        ...(config.messaging === undefined ? [] : [MessagingModule.forBroker(config.messaging)]),
        HealthDetailsModule,
        LabModule,
        DocumentsModule.forRoot({
          isGuarded: config.apiKeysFile !== undefined,
          requests: [LimiterRequest, OrganizationRequest],
        }),
      ],
    };
  }
}
