import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Reconciler, ReconcilerObserver, ReconcilerPass } from '@sluice/order-lifecycle';
import { isRedisUnavailable, type Logger, METRICS_PREFIX } from '@sluice/platform';
import { Counter, type Registry } from 'prom-client';

/** What a pass mends; each is counted from the start, so that a first one shows as a step. */
const RECONCILED: readonly (keyof ReconcilerPass)[] = [
  'expired',
  'lost',
  'retries',
  'lapsed',
  'syncInDoubt',
  'quarantined',
];

/** Counts and tells what the reconciler mends. */
export class ReconcilerReport implements ReconcilerObserver {
  private readonly found: Counter<'kind'>;
  private readonly failures: Counter;

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
    for (const kind of RECONCILED) this.found.inc({ kind }, 0);
  }

  passed(pass: ReconcilerPass): void {
    const kinds = Object.entries<number>({ ...pass }).filter(([, count]) => count > 0);
    if (kinds.length === 0) return;
    for (const [kind, count] of kinds) this.found.inc({ kind }, count);
    this.logger.info({ ...pass }, 'reconciled');
  }

  failed(error: unknown): void {
    this.failures.inc();
    // The connection itself tells when Redis is away, and passes come four times a second.
    if (!isRedisUnavailable(error)) this.logger.error({ err: error }, 'reconciler pass failed');
  }
}

/** Runs the reconciler for as long as this worker takes part. */
export class Reconciling implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly reconciler: Reconciler) {}

  onApplicationBootstrap(): void {
    this.reconciler.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.reconciler.stop();
  }
}
