import { Injectable } from '@nestjs/common';
import type { ProblemCode } from '@sluice/contracts';
import { MetricsRegistry } from '@sluice/platform';
import { Counter, Gauge } from 'prom-client';
import { SyncPool } from './sync-pool';

/** Counted from the start, so that the first of each shows as a step. */
const REASONS: readonly ProblemCode[] = [
  'duplicate-order',
  'idempotency-key-reused',
  'idempotency-key-in-use',
  'gateway-saturated',
  'queue-full',
  'client-queue-full',
  'queue-stale',
  'queue-unavailable',
];
const SYNC_OUTCOMES = ['completed', 'rejected', 'failed', 'timeout'] as const;

/** What the gateway's intake counts. */
@Injectable()
export class IntakeMetrics {
  readonly accepted: Pick<Counter, 'inc'>;
  readonly syncEnded: Counter<'outcome'>;
  private readonly refusals: Counter<'reason'>;

  constructor(registry: MetricsRegistry, pool: SyncPool) {
    const registers = [registry];
    this.accepted = new Counter({
      name: 'sluice_orders_accepted_total',
      help: 'Orders answered with 202',
      registers,
    });
    this.refusals = new Counter({
      name: 'sluice_orders_refused_total',
      help: 'Valid orders refused at the intake, by problem code',
      labelNames: ['reason'],
      registers,
    });
    this.syncEnded = new Counter({
      name: 'sluice_sync_orders_total',
      help: 'Synchronous orders by outcome: completed, rejected, failed or timeout',
      labelNames: ['outcome'],
      registers,
    });
    for (const reason of REASONS) this.refusals.inc({ reason }, 0);
    for (const outcome of SYNC_OUTCOMES) this.syncEnded.inc({ outcome }, 0);
    new Gauge({
      name: 'sluice_sync_pool_in_use',
      help: 'Synchronous orders in flight',
      registers,
      collect() {
        this.set(pool.inUse);
      },
    });
    new Gauge({
      name: 'sluice_sync_pool_capacity',
      help: 'Most synchronous orders that may be in flight',
      registers,
      collect() {
        this.set(pool.capacity);
      },
    });
  }

  refused(reason: ProblemCode): void {
    this.refusals.inc({ reason });
  }
}
