import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { Logger, MetricsRegistry } from '@sluice/platform';
import { OrderQueue, ORDERS } from '@sluice/task-queue';
import { Gauge } from 'prom-client';
import { LIMITER_PROVIDERS } from '../limiter/limiter.providers';
import { SlotPool } from '../tasks/slot-pool';
import { taskFlow } from '../tasks/task-flow';
import type { WorkerConfig } from '../worker.config';
import { BackendBreaker, type BreakerState } from './backend-breaker';
import { OrderControl, WORKER_ID } from './order-control';
import { OrderIntakePolicy } from './order-intake.policy';
import { OrderMetrics } from './order-metrics';
import { OrderHandler } from './order.handler';

/** The way of an order from its lane to the backend and into its record. */
@Module({})
export class OrdersModule {
  static forWorker(config: Readonly<WorkerConfig>, workerId: string): DynamicModule {
    const { orderConcurrency: slots, orderRetentionMs: retentionMs, partitions } = config;
    const { backendConcurrency: maxInFlight } = config;
    const flow = taskFlow(config, {
      kind: ORDERS,
      queue: (redis) => new OrderQueue(redis, retentionMs, { partitions, maxInFlight }),
      handler: OrderHandler,
      policy: OrderIntakePolicy,
      slots,
      metrics: '',
      reconciling: { name: workerId, retentionMs },
    });
    return {
      module: OrdersModule,
      imports: flow.imports,
      providers: [
        ...LIMITER_PROVIDERS,
        ...flow.providers,
        { provide: WORKER_ID, useValue: workerId },
        BREAKER,
        OrderMetrics,
        OrderIntakePolicy,
        OrderHandler,
        OrderControl,
      ],
      exports: [OrderControl],
    };
  }
}

const BREAKER_STATES: readonly BreakerState[] = ['closed', 'open', 'half-open'];

/** The breaker between queue and backend, with its metric and its log lines. */
const BREAKER: Provider = {
  provide: BackendBreaker,
  inject: [SlotPool, MetricsRegistry, Logger],
  useFactory: (slots: SlotPool, registry: MetricsRegistry, logger: Logger) => {
    const gauge = new Gauge({
      name: 'sluice_backend_breaker_state',
      help: 'State of the breaker before the backend: 1 for the one it is in',
      labelNames: ['state'],
      registers: [registry],
    });
    const show = (state: BreakerState): void => {
      for (const one of BREAKER_STATES) gauge.set({ state: one }, one === state ? 1 : 0);
    };
    show('closed');
    return new BackendBreaker(slots, (state, pauseMs) => {
      show(state);
      logger.warn({ state, pauseMs: Math.round(pauseMs) }, 'backend breaker changed');
    });
  },
};
