import { getQueueToken } from '@nestjs/bull';
import type { Provider } from '@nestjs/common';
import { ORDER_QUEUE } from '@sluice/order-lifecycle';
import { DrainState, Logger } from '@sluice/platform';
import type { Queue } from 'bull';
import { WorkerConfig } from '../../worker.config';
import { CUTOFF } from '../attempt.providers';
import { IntakeGate } from '../intake-gate';
import { LeaseKeeper } from '../lease-keeper';
import { type DrainParts, OrderDrain } from '../order-drain.service';
import { OrderRunner } from '../order-runner';
import { BullClients } from './bull-clients';
import { BullIntake } from './bull-intake';

const PARTS = Symbol('PARTS');

/** Bull's intake and its end. */
export function bullProviders(clients: BullClients, loops: number): Provider[] {
  return [
    { provide: BullClients, useValue: clients },
    {
      provide: BullIntake,
      inject: [getQueueToken(ORDER_QUEUE), IntakeGate, Logger],
      useFactory: (queue: Queue, gate: IntakeGate, logger: Logger) =>
        new BullIntake(queue, gate, logger, loops),
    },
    {
      provide: PARTS,
      inject: [IntakeGate, OrderRunner, LeaseKeeper, BullIntake, CUTOFF],
      useFactory: (
        gate: IntakeGate,
        runner: OrderRunner,
        leases: LeaseKeeper,
        bull: BullIntake,
        cutoff: AbortController,
      ): DrainParts => ({ gate, runner, leases, bull, clients, cutoff }),
    },
    {
      provide: OrderDrain,
      inject: [PARTS, DrainState, WorkerConfig],
      useFactory: (parts: DrainParts, drain: DrainState, config: WorkerConfig) =>
        new OrderDrain(parts, drain, config),
    },
  ];
}
