import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { COMMAND_REDIS, Logger, MetricsRegistry } from '@sluice/platform';
import {
  partitionsOf,
  Reconciler,
  RECONCILER_DEFAULTS,
  type ReconcilerSettings,
  type TaskKind,
  TaskQueue,
  wakeUpQueue,
} from '@sluice/task-queue';
import type { Redis } from 'ioredis';
import type { WorkerConfig } from '../worker.config';
import { ABORT_CONTROLLER, broadcastController } from './abort-controller';
import { wakeUpQueues } from './bull/wake-up-queues';
import { IntakePolicy } from './task-handler';
import { LeaseKeeper } from './lease-keeper';
import { Reconciling, ReconcilerReport } from './reconciling.service';
import { SchemaCheck } from './schema.module';
import { SlotPool } from './slot-pool';
import { TaskDrain } from './task-drain.service';
import { TaskFeed } from './task-feed';
import { TaskHandler } from './task-handler';
import { TaskRunner } from './task-runner';
import { wakeUpProcessor } from './wake-up.processor';

/** What makes one kind of task differ from the next; a module provides what is named here. */
export interface TaskFlowOptions {
  readonly kind: TaskKind;
  readonly queue: (redis: Redis) => TaskQueue;
  readonly handler: Type<TaskHandler>;
  /** Narrows what is begun; without one, slots alone do. */
  readonly policy?: Type<IntakePolicy>;
  /** How many tasks this worker has under way at once. */
  readonly slots: number;
  /** Put before the names of what the reconciler counts. */
  readonly metrics: string;
  readonly reconciling: Omit<Partial<ReconcilerSettings>, 'kind' | 'partitions'> &
    Pick<ReconcilerSettings, 'name' | 'retentionMs'>;
}

/** What brings tasks of one kind from Redis to their handler, and their outcomes back. */
export function taskFlow(
  config: Readonly<WorkerConfig>,
  options: TaskFlowOptions,
): { imports: DynamicModule[]; providers: Provider[] } {
  const { kind, policy, handler } = options;
  const queues = partitionsOf(config.partitions).map((partition) => wakeUpQueue(kind, partition));
  const bells = wakeUpQueues(queues, config, `order-worker-${kind.queue}`);
  return {
    imports: bells.imports,
    providers: [
      ...bells.providers,
      ...queues.map(({ name }, partition) => wakeUpProcessor(name, partition)),
      { provide: TaskQueue, inject: [COMMAND_REDIS], useFactory: options.queue },
      { provide: SlotPool, useFactory: () => new SlotPool(options.slots) },
      { provide: ABORT_CONTROLLER, useFactory: broadcastController },
      { provide: TaskHandler, useExisting: handler },
      policy === undefined ? IntakePolicy : { provide: IntakePolicy, useExisting: policy },
      LeaseKeeper,
      TaskFeed,
      TaskRunner,
      TaskDrain,
      reconciling(options, config.partitions),
    ],
  };
}

function reconciling(options: TaskFlowOptions, partitions: number): Provider {
  const { kind, metrics } = options;
  const settings = { ...RECONCILER_DEFAULTS, ...options.reconciling, kind, partitions };
  return {
    provide: Reconciling,
    inject: [COMMAND_REDIS, MetricsRegistry, Logger, SchemaCheck],
    useFactory: (redis: Redis, registry: MetricsRegistry, logger: Logger, schema: SchemaCheck) => {
      const report = new ReconcilerReport(registry, logger, metrics);
      return new Reconciling(new Reconciler(redis, settings, report), schema);
    },
  };
}
