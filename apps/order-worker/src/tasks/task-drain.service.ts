import type { BeforeApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { DrainState } from '@sluice/platform';
import type { BullClients } from './bull/bull-clients';
import { type BullIntake, within } from './bull/bull-intake';
import type { IntakeGate } from './intake-gate';
import type { LeaseKeeper } from './lease-keeper';
import type { TaskRunner } from './task-runner.port';

/** What has to come to an end. */
export interface DrainParts {
  readonly gate: IntakeGate;
  readonly runner: Pick<TaskRunner, 'idle'>;
  readonly leases: Pick<LeaseKeeper, 'stop'>;
  readonly bull: Pick<BullIntake, 'close'>;
  readonly clients: BullClients;
  /** Ends the calls that are under way. */
  readonly cutoff: AbortController;
}

/** Kept of the grace time for what comes after the tasks in flight. */
const CLOSING_MS = 3_000;
/** For tasks that were cut to be written down as such. */
const WRITING_MS = 500;

/**
 * Takes a flow of tasks down: nothing new at once, then the tasks in flight within the grace time,
 * then a cut. Whatever is unfinished then runs out of its lease and is taken up by another worker.
 */
export class TaskDrain implements OnModuleInit, BeforeApplicationShutdown {
  private ending: Promise<void> | undefined;

  constructor(
    private readonly parts: DrainParts,
    private readonly drain: DrainState,
    private readonly settings: { readonly shutdownGraceMs: number },
  ) {}

  /** From the first sign of the end on: Nest would let one flow after the other end its tasks. */
  onModuleInit(): void {
    this.drain.signal.addEventListener('abort', () => void this.end(), { once: true });
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.end();
  }

  private end(): Promise<void> {
    return (this.ending ??= this.takeDown());
  }

  private async takeDown(): Promise<void> {
    const { gate, runner, leases, bull, clients, cutoff } = this.parts;
    const { shutdownGraceMs } = this.settings;
    gate.close('draining');
    await within(Math.max(shutdownGraceMs - CLOSING_MS, shutdownGraceMs / 2), runner.idle());
    cutoff.abort();
    await within(WRITING_MS, runner.idle());
    leases.stop();
    await bull.close();
    await clients.close();
  }
}
