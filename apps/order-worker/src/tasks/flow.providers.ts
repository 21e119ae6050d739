import { getQueueToken } from '@nestjs/bull';
import type { Provider } from '@nestjs/common';
import type { QueueName } from '@sluice/contracts';
import { Reconciler, RECONCILER_DEFAULTS, type ReconcilerSettings } from '@sluice/order-lifecycle';
import { COMMAND_REDIS, DrainState, Logger, MetricsRegistry } from '@sluice/platform';
import type { Queue } from 'bull';
import type { Redis } from 'ioredis';
import { WorkerConfig } from '../worker.config';
import { BullClients } from './bull/bull-clients';
import { BullIntake } from './bull/bull-intake';
import { CUTOFF } from './cutoff';
import { IntakeGate } from './intake-gate';
import { LeaseKeeper } from './lease-keeper';
import { Reconciling, ReconcilerReport } from './reconciling.service';
import { type DrainParts, TaskDrain } from './task-drain.service';
import { TaskRunner } from './task-runner.port';

const PARTS = Symbol('PARTS');

/** How a flow takes its tasks in from Bull. */
export interface FlowIntake {
  queue: QueueName;
  clients: BullClients;
  /** Jobs that are held at once. */
  loops: number;
}

/** Bull's intake of a flow and its end; the module brings gate, runner, leases and cutoff along. */
export function intakeProviders({ queue, clients, loops }: FlowIntake): Provider[] {
  return [
    { provide: BullClients, useValue: clients },
    {
      provide: BullIntake,
      inject: [getQueueToken(queue), IntakeGate, Logger],
      useFactory: (bull: Queue, gate: IntakeGate, logger: Logger) =>
        new BullIntake(bull, gate, logger, loops),
    },
    {
      provide: PARTS,
      inject: [IntakeGate, TaskRunner, LeaseKeeper, BullIntake, CUTOFF],
      useFactory: (
        gate: IntakeGate,
        runner: TaskRunner,
        leases: LeaseKeeper,
        bull: BullIntake,
        cutoff: AbortController,
      ): DrainParts => ({ gate, runner, leases, bull, clients, cutoff }),
    },
    {
      provide: TaskDrain,
      inject: [PARTS, DrainState, WorkerConfig],
      useFactory: (parts: DrainParts, drain: DrainState, config: WorkerConfig) =>
        new TaskDrain(parts, drain, config),
    },
  ];
}

/** What a flow's reconciler is told; `metrics` is put before the names of what it counts. */
export type FlowReconciling = Partial<ReconcilerSettings> &
  Pick<ReconcilerSettings, 'name' | 'retentionMs'> & { metrics: string };

/** The reconciler of a flow, running for as long as the worker does. */
export function reconcilerProvider({ metrics, ...settings }: FlowReconciling): Provider {
  return {
    provide: Reconciling,
    inject: [COMMAND_REDIS, MetricsRegistry, Logger],
    useFactory: (redis: Redis, registry: MetricsRegistry, logger: Logger) => {
      const report = new ReconcilerReport(registry, logger, metrics);
      const all = { ...RECONCILER_DEFAULTS, ...settings };
      return new Reconciling(new Reconciler(redis, all, report));
    },
  };
}
