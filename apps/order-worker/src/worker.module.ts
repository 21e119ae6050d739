import { randomBytes } from 'node:crypto';
import { type DynamicModule, Module } from '@nestjs/common';
import { BackendClientModule } from '@sluice/backend-client';
import { HealthModule, MetricsModule, RedisModule } from '@sluice/platform';
import { CallbacksModule } from './callbacks/callbacks.module';
import { OperationsModule } from './operations/operations.module';
import { OrderControl } from './orders/order-control';
import { OutcomePublisher } from './orders/order.handler';
import { OrdersModule } from './orders/orders.module';
import { RepliesModule } from './replies/replies.module';
import { UnlinkingsModule } from './unlinkings/unlinkings.module';
import { SchemaModule } from './tasks/schema.module';
import type { WorkerConfig } from './worker.config';
import { WORKER_HEALTH } from './worker.health';

@Module({})
class WorkerModule {}

/** Joins the order flow with those who command it; neither knows the other. */
export function workerModule(config: Readonly<WorkerConfig>): DynamicModule {
  const workerId = `w-${randomBytes(6).toString('hex')}`;
  const orders = OrdersModule.forWorker(config, workerId);
  return {
    module: WorkerModule,
    imports: [
      HealthModule,
      MetricsModule,
      RedisModule.forRoot({ url: config.redisUrl, name: 'order-worker' }),
      SchemaModule,
      // As many connections as there are slots: the limiter is the bound.
      BackendClientModule.forRoot({ url: config.backendUrl }),
      RepliesModule.publishingAs(OutcomePublisher),
      orders,
      CallbacksModule.forWorker(config, workerId),
      UnlinkingsModule.forWorker(config, workerId),
      OperationsModule.over({ source: orders, control: OrderControl }, workerId),
    ],
    providers: [WORKER_HEALTH],
  };
}
