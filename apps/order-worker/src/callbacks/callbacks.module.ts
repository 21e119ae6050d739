import { BullModule } from '@nestjs/bull';
import { type DynamicModule, Module } from '@nestjs/common';
import { CALLBACK_QUARANTINED, CALLBACKS } from '@sluice/order-lifecycle';
import { BullClients } from '../tasks/bull/bull-clients';
import { bullOptions } from '../tasks/bull/bull-options';
import { taskProcessor } from '../tasks/bull/task.processor';
import { intakeProviders, reconcilerProvider } from '../tasks/flow.providers';
import type { WorkerConfig } from '../worker.config';
import { CALLBACK_HEALTH, NO_CALLBACK_HEALTH } from './callback-health';
import { CALLBACK_PROVIDERS } from './callback.providers';
import { ReceiverConnections } from './receiver-connections.service';

/** Nobody waits for a callback as for an order. */
const RECONCILE_EVERY_MS = 500;

/** The way of an outcome from Bull's queue to the client's receiver. */
@Module({})
export class CallbacksModule {
  /**
   * Without a secret no callback is sent: one that nobody can check is worth less than none. Outcomes
   * as messages need none, for the broker says who is who.
   */
  static forWorker(config: Readonly<WorkerConfig>, workerId: string): DynamicModule {
    const isWanted = config.callbackSecret !== undefined || config.messaging !== undefined;
    if (isWanted) return delivering(config, workerId);
    return { module: CallbacksModule, providers: [NO_CALLBACK_HEALTH] };
  }
}

function delivering(config: Readonly<WorkerConfig>, workerId: string): DynamicModule {
  const { queue } = CALLBACKS;
  const clients = new BullClients(config.redisUrl, 'callbacks');
  const loops = config.callbackConcurrency;
  return {
    module: CallbacksModule,
    imports: [BullModule.registerQueue({ name: queue, ...bullOptions(clients) })],
    providers: [
      ...CALLBACK_PROVIDERS,
      ...intakeProviders({ queue, clients, loops }),
      taskProcessor(queue, loops),
      ReceiverConnections,
      CALLBACK_HEALTH,
      reconcilerProvider({
        name: workerId,
        kind: CALLBACKS,
        quarantined: CALLBACK_QUARANTINED,
        retentionMs: config.callbackRetentionMs,
        intervalMs: RECONCILE_EVERY_MS,
        metrics: 'callback_',
      }),
    ],
  };
}
