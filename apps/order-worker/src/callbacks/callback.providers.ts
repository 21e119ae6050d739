import type { Provider } from '@nestjs/common';
import { CallbackLifecycle, type BegunDelivery } from '@sluice/order-lifecycle';
import { COMMAND_REDIS, Logger, MetricsRegistry } from '@sluice/platform';
import { messagingSettings } from '@sluice/reply-transports';
import type { Redis } from 'ioredis';
import { buildConnector } from 'undici';
import { broadcastController } from '../tasks/broadcast-controller';
import { CUTOFF } from '../tasks/cutoff';
import { IntakeGate } from '../tasks/intake-gate';
import { LeaseKeeper } from '../tasks/lease-keeper';
import { OutcomeWriter } from '../tasks/outcome-writer';
import { RetryPolicy } from '../tasks/retry-policy';
import { TaskRunner } from '../tasks/task-runner.port';
import { WorkerConfig } from '../worker.config';
import { CallbackCaller } from './callback-caller';
import { CallbackMetrics } from './callback-metrics';
import { CallbackRunner, type CallbackSteps } from './callback-runner';
import { CallbackSender } from './callback-sender';
import { CallbackSettler } from './callback-settler';
import { CallbackSigner } from './callback-signer';
import { OriginShares } from './origin-shares';
import { OutcomeMessenger } from './outcome-messenger';
import { OutcomeSender } from './outcome-sender';

const STEPS = Symbol('STEPS');

/** From the first retry to the last it is about a day at most. */
const RETRY_GROWTH = 4;

/** One attempt at a delivery, from its job to its record. */
export const CALLBACK_PROVIDERS: Provider[] = [
  { provide: IntakeGate, useFactory: () => new IntakeGate() },
  { provide: CUTOFF, useFactory: broadcastController },
  {
    provide: CallbackLifecycle,
    inject: [COMMAND_REDIS, WorkerConfig],
    useFactory: (redis: Redis, config: WorkerConfig) =>
      new CallbackLifecycle(redis, config.callbackRetentionMs),
  },
  {
    provide: CallbackMetrics,
    inject: [MetricsRegistry],
    useFactory: (registry: MetricsRegistry) => new CallbackMetrics(registry),
  },
  {
    provide: LeaseKeeper,
    inject: [CallbackLifecycle, WorkerConfig, Logger],
    useFactory: beatingLeases,
  },
  { provide: CallbackCaller, inject: [WorkerConfig, CUTOFF], useFactory: callerOf },
  {
    provide: CallbackSender,
    inject: [CallbackCaller, WorkerConfig, CallbackMetrics],
    useFactory: (caller: CallbackCaller, config: WorkerConfig, metrics: CallbackMetrics) =>
      new CallbackSender(caller, new CallbackSigner(config.callbackSecret ?? ''), metrics),
  },
  {
    provide: CallbackSettler,
    inject: [CallbackLifecycle, CUTOFF, CallbackMetrics, Logger],
    useFactory: settlerOf,
  },
  {
    provide: OriginShares,
    inject: [WorkerConfig, CallbackMetrics],
    useFactory: sharesOf,
  },
  {
    provide: OutcomeMessenger,
    inject: [WorkerConfig],
    useFactory: (config: WorkerConfig) =>
      new OutcomeMessenger(messagingSettings(config, 'order-worker')),
  },
  {
    provide: OutcomeSender,
    inject: [OutcomeMessenger, CallbackSender, WorkerConfig],
    useFactory: (messenger: OutcomeMessenger, callbacks: CallbackSender, config: WorkerConfig) =>
      new OutcomeSender(messenger, config.callbackSecret === undefined ? undefined : callbacks),
  },
  {
    provide: STEPS,
    inject: [OutcomeSender, CallbackSettler, OriginShares, WorkerConfig, CUTOFF],
    useFactory: stepsOf,
  },
  {
    provide: TaskRunner,
    inject: [IntakeGate, LeaseKeeper, STEPS, Logger],
    useFactory: (...deps: ConstructorParameters<typeof CallbackRunner>) =>
      new CallbackRunner(...deps),
  },
];

function beatingLeases(
  lifecycle: CallbackLifecycle,
  config: WorkerConfig,
  logger: Logger,
): LeaseKeeper<BegunDelivery> {
  const leases = new LeaseKeeper(lifecycle, config, logger);
  leases.start();
  return leases;
}

function callerOf(config: WorkerConfig, { signal: cutoff }: AbortController): CallbackCaller {
  const { callbackTimeoutMs: timeoutMs, callbackAllowPrivate } = config;
  const connector = callbackAllowPrivate ? { connector: buildConnector({ allowH2: false }) } : {};
  return new CallbackCaller({ timeoutMs, cutoff, ...connector });
}

function settlerOf(
  lifecycle: CallbackLifecycle,
  { signal }: AbortController,
  metrics: CallbackMetrics,
  logger: Logger,
): CallbackSettler {
  return new CallbackSettler(new OutcomeWriter(lifecycle, signal), metrics, logger);
}

function stepsOf(
  sender: OutcomeSender,
  settler: CallbackSettler,
  shares: OriginShares,
  config: WorkerConfig,
  { signal: cutoff }: AbortController,
): CallbackSteps {
  return { sender, settler, shares, policy: retriesOf(config), cutoff };
}

function sharesOf({ callbackConcurrency }: WorkerConfig, metrics: CallbackMetrics): OriginShares {
  const shares = new OriginShares(callbackConcurrency);
  metrics.watch(() => shares.inUse);
  return shares;
}

function retriesOf(config: WorkerConfig): RetryPolicy {
  return new RetryPolicy({
    attempts: config.callbackAttempts,
    retryBaseMs: config.callbackRetryBaseMs,
    retryCapMs: config.callbackRetryCapMs,
    growth: RETRY_GROWTH,
  });
}
