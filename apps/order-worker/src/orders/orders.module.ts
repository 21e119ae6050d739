import { BullModule } from '@nestjs/bull';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { ORDER_QUEUE } from '@sluice/order-lifecycle';
import { WorkerConfig } from '../worker.config';
import { ATTEMPT_PROVIDERS } from './attempt.providers';
import { BackendBreaker } from './breaker/backend-breaker';
import { BullClients } from '../tasks/bull/bull-clients';
import { PREFETCH } from '../tasks/bull/bull-intake';
import { bullOptions } from '../tasks/bull/bull-options';
import { taskProcessor } from '../tasks/bull/task.processor';
import { intakeProviders, reconcilerProvider } from '../tasks/flow.providers';
import { IntakeGate } from '../tasks/intake-gate';
import { FixedLimiter } from './limiter/fixed-limiter';
import { LimiterControl } from './limiter/limiter-control';
import { LIMITER_PROVIDERS } from './limiter/limiter.providers';
import { OrderControl } from './order-control';
import { OrderRunner } from './order-runner';
import { TaskRunner } from '../tasks/task-runner.port';
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
        ...intakeProviders({ queue: ORDER_QUEUE, clients, loops }),
        taskProcessor(ORDER_QUEUE, loops),
        controlOf(workerId),
        reconcilerProvider({
          name: workerId,
          retentionMs: config.orderRetentionMs,
          metrics: '',
        }),
        WORKER_HEALTH,
        { provide: TaskRunner, useExisting: OrderRunner },
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
