import { type DynamicModule, Module } from '@nestjs/common';
import { AuthClientModule } from '@sluice/backend-client';
import { COMMAND_REDIS } from '@sluice/platform';
import {
  UNLINKING_QUARANTINED,
  UNLINKING_RETENTION_MS,
  UnlinkingProgress,
  UnlinkingQueue,
  UNLINKINGS,
} from '@sluice/task-queue';
import type { Redis } from 'ioredis';
import { taskFlow } from '../tasks/task-flow';
import type { WorkerConfig } from '../worker.config';
import { UnlinkingHandler, UnlinkingMetrics } from './unlinking.handler';

/** Nobody waits for these as for an order. */
const RECONCILE_EVERY_MS = 500;

/** The way of members from their lane to the auth service. */
@Module({})
export class UnlinkingsModule {
  static forWorker(config: Readonly<WorkerConfig>, workerId: string): DynamicModule {
    const { unlinkConcurrency: slots, backendUrl: url, partitions } = config;
    const flow = taskFlow(config, {
      kind: UNLINKINGS,
      queue: (redis) => new UnlinkingQueue(redis, { partitions }),
      handler: UnlinkingHandler,
      slots,
      metrics: 'unlinking_',
      reconciling: {
        name: workerId,
        quarantined: UNLINKING_QUARANTINED,
        retentionMs: UNLINKING_RETENTION_MS,
        intervalMs: RECONCILE_EVERY_MS,
      },
    });
    return {
      module: UnlinkingsModule,
      imports: [...flow.imports, AuthClientModule.forRoot({ url, connections: slots })],
      providers: [
        ...flow.providers,
        UnlinkingHandler,
        UnlinkingMetrics,
        {
          provide: UnlinkingProgress,
          inject: [COMMAND_REDIS],
          useFactory: (redis: Redis) => new UnlinkingProgress(redis),
        },
      ],
    };
  }
}
