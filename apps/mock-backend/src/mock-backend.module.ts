import { join } from 'node:path';
import { Module, type DynamicModule } from '@nestjs/common';
import { HealthModule, MetricsModule } from '@sluice/platform';
import { AuthModule } from './auth/auth.module';
import type { BackendConfig } from './backend.config';
import { OrdersModule } from './orders/orders.module';
import { ServiceModule } from './service/service.module';

@Module({})
class MockBackendModule {}

/** Joins the orders with those who work on them; neither knows the other. */
export function mockBackendModule(config: Readonly<BackendConfig>): DynamicModule {
  const service = ServiceModule.startingWith(config.backendProfile);
  const ledgerPath = join(config.dataDir, 'backend', 'ledger.sqlite');
  return {
    module: MockBackendModule,
    imports: [
      HealthModule,
      MetricsModule,
      service,
      OrdersModule.over(service, ledgerPath),
      AuthModule.over(service),
    ],
  };
}
