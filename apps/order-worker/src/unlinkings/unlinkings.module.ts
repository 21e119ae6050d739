import { BullModule } from '@nestjs/bull';
import { type DynamicModule, Module } from '@nestjs/common';
import { AuthClientModule } from '@sluice/backend-client';
import { UNLINKING_QUARANTINED, UNLINKING_RETENTION_MS, UNLINKINGS } from '@sluice/order-lifecycle';
import { BullClients } from '../tasks/bull/bull-clients';
import { bullOptions } from '../tasks/bull/bull-options';
import { taskProcessor } from '../tasks/bull/task.processor';
import { intakeProviders, reconcilerProvider } from '../tasks/flow.providers';
import type { WorkerConfig } from '../worker.config';
import { UNLINKING_PROVIDERS } from './unlinking.providers';

/** Nobody waits for these as for an order. */
const RECONCILE_EVERY_MS = 500;

/** The way of members from Bull's queue to the auth service, as many at once as there are loops. */
@Module({})
export class UnlinkingsModule {
  static forWorker(config: Readonly<WorkerConfig>, workerId: string): DynamicModule {
    const { queue } = UNLINKINGS;
    const clients = new BullClients(config.redisUrl, 'unlinking-worker');
    const loops = config.unlinkConcurrency;
    return {
      module: UnlinkingsModule,
      imports: [
        BullModule.registerQueue({ name: queue, ...bullOptions(clients) }),
        AuthClientModule.forRoot({ url: config.backendUrl, connections: loops }),
      ],
      providers: [
        ...UNLINKING_PROVIDERS,
        ...intakeProviders({ queue, clients, loops }),
        taskProcessor(queue, loops),
        reconcilerProvider({
          name: workerId,
          kind: UNLINKINGS,
          quarantined: UNLINKING_QUARANTINED,
          retentionMs: UNLINKING_RETENTION_MS,
          intervalMs: RECONCILE_EVERY_MS,
          metrics: 'unlinking_',
        }),
      ],
    };
  }
}
