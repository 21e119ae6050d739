import { type DynamicModule, Module } from '@nestjs/common';
import { messagingSettings } from '@sluice/reply-transports';
import { CALLBACK_QUARANTINED, CallbackQueue, CALLBACKS } from '@sluice/task-queue';
import { buildConnector } from 'undici';
import { taskFlow } from '../tasks/task-flow';
import { WorkerConfig } from '../worker.config';
import { CallbackCaller } from './callback-caller';
import { CallbackHandler } from './callback.handler';
import { CallbackIntakePolicy } from './callback-intake.policy';
import { CallbackMetrics } from './callback-metrics';
import { MessageSender } from './message-sender';
import { PerOriginLimiter } from './per-origin-limiter';
import { SigningClock } from './callback-signer';
import { WebhookSender } from './webhook-sender';

/** Nobody waits for a callback as for an order. */
const RECONCILE_EVERY_MS = 500;

/** The way of an outcome from its lane to the client's receiver. */
@Module({})
export class CallbacksModule {
  /**
   * Without a secret no callback is sent: one that nobody can check is worth less than none. Outcomes
   * as messages need none, for the broker says who is who.
   */
  static forWorker(config: Readonly<WorkerConfig>, workerId: string): DynamicModule {
    const isWanted = config.callbackSecret !== undefined || config.messaging !== undefined;
    return isWanted ? delivering(config, workerId) : { module: CallbacksModule };
  }
}

function delivering(config: Readonly<WorkerConfig>, workerId: string): DynamicModule {
  const { callbackConcurrency: slots, callbackRetentionMs: retentionMs, partitions } = config;
  const flow = taskFlow(config, {
    kind: CALLBACKS,
    queue: (redis) => new CallbackQueue(redis, retentionMs, { partitions }),
    handler: CallbackHandler,
    policy: CallbackIntakePolicy,
    slots,
    metrics: 'callback_',
    reconciling: {
      name: workerId,
      quarantined: CALLBACK_QUARANTINED,
      retentionMs,
      intervalMs: RECONCILE_EVERY_MS,
    },
  });
  return {
    module: CallbacksModule,
    imports: flow.imports,
    providers: [
      ...flow.providers,
      CallbackHandler,
      CallbackIntakePolicy,
      CallbackMetrics,
      PerOriginLimiter,
      SigningClock,
      WebhookSender,
      { provide: CallbackCaller, inject: [WorkerConfig], useFactory: callerOf },
      {
        provide: MessageSender,
        inject: [WorkerConfig],
        useFactory: (all: WorkerConfig) =>
          new MessageSender(messagingSettings(all, 'order-worker')),
      },
    ],
    exports: [PerOriginLimiter],
  };
}

function callerOf({ callbackTimeoutMs: timeoutMs, callbackAllowPrivate }: WorkerConfig) {
  const connector = callbackAllowPrivate ? { connector: buildConnector({ allowH2: false }) } : {};
  return new CallbackCaller({ timeoutMs, ...connector });
}
