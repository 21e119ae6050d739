import { BullModule } from '@nestjs/bull';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { ORDER_QUEUE, Reconciler, RECONCILER_DEFAULTS } from '@sluice/order-lifecycle';
import { COMMAND_REDIS, Logger, MetricsRegistry } from '@sluice/platform';
import type { Redis } from 'ioredis';
import { WorkerConfig } from '../worker.config';
import { ATTEMPT_PROVIDERS } from './attempt.providers';
import { BackendBreaker } from './breaker/backend-breaker';
import { BullClients } from './bull/bull-clients';
import { PREFETCH } from './bull/bull-intake';
import { bullOptions } from './bull/bull-options';
import { bullProviders } from './bull/bull.providers';
import { orderProcessor } from './bull/order.processor';
import { IntakeGate } from './intake-gate';
import { FixedLimiter } from './limiter/fixed-limiter';
import { LimiterControl } from './limiter/limiter-control';
import { LIMITER_PROVIDERS } from './limiter/limiter.providers';
import { OrderControl } from './order-control';
import { Reconciling, ReconcilerReport } from './reconciling.service';
import { WORKER_HEALTH } from './worker-health';
import { WorkerMetrics } from './worker-metrics';

/** The way of an order from Bull's queue to the backend and into its record. */
@Module({})
export class OrdersModule {
  static forWorker(config: Readonly<WorkerConfig>, workerId: string): DynamicModule {
    const clients = new BullClients(config.redisUrl, 'order-worker');
    const loops = config.orderConcurrency + PREFETCH;
    return {
      module: OrdersModule,
      imports: [BullModule.registerQueue({ name: ORDER_QUEUE, ...bullOptions(clients) })],
      providers: [
        ...LIMITER_PROVIDERS,
        ...ATTEMPT_PROVIDERS,
        ...bullProviders(clients, loops),
        orderProcessor(loops),
        controlOf(workerId),
        reconcilerOf(workerId),
        WORKER_HEALTH,
      ],
      exports: [OrderControl],
    };
  }
}

function controlOf(workerId: string): Provider {
  return {
    provide: OrderControl,
    inject: [IntakeGate, FixedLimiter, WorkerMetrics, BackendBreaker, LimiterControl],
    useFactory: (
      gate: IntakeGate,
      limiter: FixedLimiter,
      metrics: WorkerMetrics,
      breaker: BackendBreaker,
      settings: LimiterControl,
    ) => new OrderControl({ workerId, limiter, metrics, breaker }, gate, settings),
  };
}

function reconcilerOf(workerId: string): Provider {
  return {
    provide: Reconciling,
    inject: [COMMAND_REDIS, WorkerConfig, MetricsRegistry, Logger],
    useFactory: (redis: Redis, config: WorkerConfig, registry: MetricsRegistry, logger: Logger) => {
      const settings = {
        ...RECONCILER_DEFAULTS,
        name: workerId,
        retentionMs: config.orderRetentionMs,
      };
      const report = new ReconcilerReport(registry, logger);
      return new Reconciling(new Reconciler(redis, settings, report));
    },
  };
}
