import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { isRedisUnavailable, type Logger, METRICS_PREFIX } from '@sluice/platform';
import type { Reconciler, ReconcilerObserver, ReconcilerPass } from '@sluice/task-queue';
import { Counter, type Registry } from 'prom-client';
import type { SchemaCheck } from './schema.module';

/** What a pass mends; each is counted from the start, so that a first one shows as a step. */
const RECONCILED: readonly (keyof ReconcilerPass)[] = [
  'expired',
  'scheduled',
  'retries',
  'lapsed',
  'syncInDoubt',
  'quarantined',
  'bells',
];

/** What is everyday life: counted, and told at the lowest level. */
const EVERYDAY: readonly string[] = ['scheduled', 'retries', 'bells'];

/** Counts and tells what the reconciler mends. */
export class ReconcilerReport implements ReconcilerObserver {
  private readonly found: Counter<'kind'>;
  private readonly failures: Counter;
  private readonly clockSteps: Counter;

  constructor(
    registry: Registry,
    private readonly logger: Logger,
    /** Put before the names of the metrics. */
    prefix = '',
  ) {
    const named = (name: string, help: string) => {
      return { name: `${METRICS_PREFIX}${prefix}${name}`, help, registers: [registry] };
    };
    this.found = new Counter({
      ...named('reconciler_found_total', 'Tasks that the reconciler put back or ended, by kind'),
      labelNames: ['kind'],
    });
    this.failures = new Counter(named('reconciler_failures_total', 'Passes that failed'));
    this.clockSteps = new Counter(
      named('reconciler_clock_steps_total', "How often Redis' clock was seen to have been set"),
    );
    for (const kind of RECONCILED) this.found.inc({ kind }, 0);
  }

  passed(pass: ReconcilerPass): void {
    const kinds = Object.entries<number>({ ...pass }).filter(([, count]) => count > 0);
    if (kinds.length === 0) return;
    for (const [kind, count] of kinds) this.found.inc({ kind }, count);
    if (kinds.some(([kind]) => !EVERYDAY.includes(kind)))
      this.logger.info({ ...pass }, 'reconciled');
    else this.logger.debug({ ...pass }, 'reconciled');
  }

  failed(error: unknown): void {
    this.failures.inc();
    // The connection itself tells when Redis is away, and passes come four times a second.
    if (!isRedisUnavailable(error)) this.logger.error({ err: error }, 'reconciler pass failed');
  }

  clockStepped(byMs: number): void {
    this.clockSteps.inc();
    this.logger.warn(
      { byMs: Math.round(byMs) },
      "Redis' clock was set, check the clock of its machine",
    );
  }
}

/** Runs the reconciler for as long as this worker takes part. */
export class Reconciling implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly reconciler: Reconciler,
    private readonly schema: SchemaCheck,
  ) {}

  onApplicationBootstrap(): void {
    void this.schema.passed.then(() => this.reconciler.start());
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.reconciler.stop();
  }
}
