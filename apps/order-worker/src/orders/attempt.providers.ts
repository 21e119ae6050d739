import type { Provider } from '@nestjs/common';
import { BackendClient } from '@sluice/backend-client';
import { OrderLifecycle } from '@sluice/order-lifecycle';
import { COMMAND_REDIS, Logger, MetricsRegistry } from '@sluice/platform';
import type { Redis } from 'ioredis';
import { WorkerConfig } from '../worker.config';
import { BackendBreaker } from './breaker/backend-breaker';
import { BREAKER_PROVIDER } from './breaker/breaker.providers';
import { broadcastController } from '../tasks/broadcast-controller';
import { CUTOFF } from '../tasks/cutoff';
import { IntakeGate } from '../tasks/intake-gate';
import { LeaseKeeper } from '../tasks/lease-keeper';
import { FixedLimiter } from './limiter/fixed-limiter';
import { LimiterControl } from './limiter/limiter-control';
import { Pacer } from './limiter/pacer';
import { EndedOrders } from './ended-orders.port';
import { OrderPickup } from './order-pickup';
import { type AttemptSteps, OrderRunner } from './order-runner';
import { OrderSender } from './order-sender';
import { OrderSettler } from './order-settler';
import { RetryPolicy } from '../tasks/retry-policy';
import { StartLine } from './start-line';
import { WorkerMetrics } from './worker-metrics';

const STEPS = Symbol('STEPS');

/** One attempt at an order, from its place in the line to its record. */
export const ATTEMPT_PROVIDERS: Provider[] = [
  { provide: IntakeGate, useFactory: () => new IntakeGate() },
  BREAKER_PROVIDER,
  { provide: CUTOFF, useFactory: broadcastController },
  {
    provide: OrderLifecycle,
    inject: [COMMAND_REDIS, WorkerConfig],
    useFactory: (redis: Redis, config: WorkerConfig) =>
      new OrderLifecycle(redis, config.orderRetentionMs),
  },
  { provide: WorkerMetrics, inject: [MetricsRegistry, FixedLimiter], useFactory: watchingMetrics },
  {
    provide: LeaseKeeper,
    inject: [OrderLifecycle, WorkerConfig, Logger],
    useFactory: beatingLeases,
  },
  {
    provide: StartLine,
    // The control comes first: it sets limiter and pacer up.
    inject: [IntakeGate, FixedLimiter, Pacer, LimiterControl],
    useFactory: (gate: IntakeGate, limiter: FixedLimiter, pacer: Pacer) =>
      new StartLine(gate, limiter, pacer),
  },
  {
    provide: OrderPickup,
    inject: [StartLine, LeaseKeeper, WorkerMetrics, Logger],
    useFactory: (...deps: ConstructorParameters<typeof OrderPickup>) => new OrderPickup(...deps),
  },
  {
    provide: OrderSender,
    inject: [BackendClient, WorkerConfig, CUTOFF, WorkerMetrics, Logger],
    useFactory: senderOf,
  },
  {
    provide: OrderSettler,
    inject: [OrderLifecycle, WorkerMetrics, Logger, CUTOFF],
    useFactory: settlerOf,
  },
  {
    provide: STEPS,
    inject: [OrderPickup, OrderSender, OrderSettler, EndedOrders],
    useFactory: (
      pickup: OrderPickup,
      sender: OrderSender,
      settler: OrderSettler,
      ended: EndedOrders,
    ): AttemptSteps => ({ pickup, sender, settler, ended }),
  },
  {
    provide: OrderRunner,
    inject: [STEPS, LeaseKeeper, WorkerConfig, BackendBreaker],
    useFactory: (
      steps: AttemptSteps,
      leases: LeaseKeeper,
      config: WorkerConfig,
      breaker: BackendBreaker,
    ): OrderRunner => new OrderRunner(steps, leases, retriesOf(config), breaker),
  },
];

function watchingMetrics(registry: MetricsRegistry, limiter: FixedLimiter): WorkerMetrics {
  const metrics = new WorkerMetrics(registry);
  metrics.watch(limiter);
  return metrics;
}

function beatingLeases(
  lifecycle: OrderLifecycle,
  config: WorkerConfig,
  logger: Logger,
): LeaseKeeper {
  const leases = new LeaseKeeper(lifecycle, config, logger);
  leases.start();
  return leases;
}

function settlerOf(
  lifecycle: OrderLifecycle,
  metrics: WorkerMetrics,
  logger: Logger,
  cutoff: AbortController,
): OrderSettler {
  return new OrderSettler(lifecycle, metrics, logger, cutoff.signal);
}

function senderOf(
  backend: BackendClient,
  { backendTimeoutMs }: WorkerConfig,
  cutoff: AbortController,
  metrics: WorkerMetrics,
  logger: Logger,
): OrderSender {
  return new OrderSender(backend, { backendTimeoutMs, cutoff: cutoff.signal }, metrics, logger);
}

function retriesOf({
  orderAttempts: attempts,
  retryBaseMs,
  retryCapMs,
}: WorkerConfig): RetryPolicy {
  return new RetryPolicy({ attempts, retryBaseMs, retryCapMs });
}
