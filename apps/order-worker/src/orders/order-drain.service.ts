import type { BeforeApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { DrainState } from '@sluice/platform';
import type { BullClients } from './bull/bull-clients';
import { type BullIntake, within } from './bull/bull-intake';
import type { IntakeGate } from './intake-gate';
import type { LeaseKeeper } from './lease-keeper';
import type { OrderRunner } from './order-runner';

/** What has to come to an end. */
export interface DrainParts {
  readonly gate: IntakeGate;
  readonly runner: OrderRunner;
  readonly leases: LeaseKeeper;
  readonly bull: BullIntake;
  readonly clients: BullClients;
  /** Ends the calls of the backend that are under way. */
  readonly cutoff: AbortController;
}

/** Kept of the grace time for what comes after the orders in flight. */
const CLOSING_MS = 3_000;
/** For orders that were cut to be written down as in doubt. */
const WRITING_MS = 500;

/**
 * Takes the order flow down: nothing new at once, then the orders in flight within the grace time,
 * then a cut. Whatever is unfinished then runs out of its lease and is taken up by another worker.
 */
export class OrderDrain implements OnModuleInit, BeforeApplicationShutdown {
  private deadlineMs: number | undefined;

  constructor(
    private readonly parts: DrainParts,
    private readonly drain: DrainState,
    private readonly settings: { readonly shutdownGraceMs: number },
  ) {}

  onModuleInit(): void {
    this.drain.signal.addEventListener('abort', () => this.begin(), { once: true });
  }

  async beforeApplicationShutdown(): Promise<void> {
    const { runner, leases, bull, clients, cutoff } = this.parts;
    await within(this.begin() - performance.now(), runner.idle());
    cutoff.abort();
    await within(WRITING_MS, runner.idle());
    leases.stop();
    await bull.close();
    await clients.close();
  }

  /** Idempotent; gives the moment of the cut on the clock of `performance.now()`. */
  private begin(): number {
    this.parts.gate.close('draining');
    const { shutdownGraceMs } = this.settings;
    const patienceMs = Math.max(shutdownGraceMs - CLOSING_MS, shutdownGraceMs / 2);
    return (this.deadlineMs ??= performance.now() + patienceMs);
  }
}
