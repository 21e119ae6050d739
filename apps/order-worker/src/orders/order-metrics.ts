import { Injectable } from '@nestjs/common';
import { METRICS_PREFIX, MetricsRegistry } from '@sluice/platform';
import { Counter, Gauge, Histogram } from 'prom-client';
import { SlotPool } from '../tasks/slot-pool';
import { TaskFeed } from '../tasks/task-feed';

const QUEUE_BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 900];
const CALL_BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120];

/** Outcomes of attempts. */
export interface SettledTally {
  completed: number;
  failed: number;
  retried: number;
}

const SETTLED: readonly (keyof SettledTally)[] = ['completed', 'failed', 'retried'];

/** What is counted and timed of orders. All names begin with `sluice_`; no ids as labels. */
@Injectable()
export class OrderMetrics {
  /** Since this process started. */
  readonly settled: SettledTally = { completed: 0, failed: 0, retried: 0 };
  private readonly outcomes: Counter<'outcome'>;
  private readonly lapses: Counter;
  private readonly timeInQueue: Histogram;
  private readonly timeToSettle: Histogram<'outcome'>;
  private readonly calls: Histogram<'answer'>;

  constructor(
    private readonly registry: MetricsRegistry,
    slots: SlotPool,
    feed: TaskFeed,
  ) {
    this.outcomes = this.counter('orders_settled_total', 'Attempts that ended, by outcome', [
      'outcome',
    ]);
    this.lapses = this.counter(
      'order_leases_lapsed_total',
      'Orders given up, the lease being over',
    );
    this.timeInQueue = this.histogram('order_time_in_queue_seconds', 'From acceptance to begin');
    this.timeToSettle = this.histogram('order_time_to_settle_seconds', 'From acceptance to end', [
      'outcome',
    ]);
    this.calls = new Histogram({
      ...this.named('backend_call_duration_seconds', 'Calls of the backend, by answer'),
      labelNames: ['answer'],
      buckets: CALL_BUCKETS_S,
    });
    for (const outcome of SETTLED) this.outcomes.inc({ outcome }, 0);
    this.watch(slots, feed);
  }

  begun(acceptedAtMs: number): void {
    this.timeInQueue.observe(secondsSince(acceptedAtMs));
  }

  lapsed(): void {
    this.lapses.inc();
  }

  called(answer: string, tookMs: number): void {
    this.calls.observe({ answer }, tookMs / 1_000);
  }

  ended(outcome: keyof SettledTally, acceptedAtMs: number): void {
    this.settled[outcome] += 1;
    this.outcomes.inc({ outcome });
    if (outcome !== 'retried') this.timeToSettle.observe({ outcome }, secondsSince(acceptedAtMs));
  }

  /** Shows the fixed limiter as it is at each scrape. */
  private watch(slots: SlotPool, feed: TaskFeed): void {
    const gauge = (name: string, help: string, read: () => number): Gauge =>
      new Gauge({
        ...this.named(name, help),
        collect() {
          this.set(read());
        },
      });
    gauge('worker_slots_in_use', 'Slots of the fixed limiter in use', () => slots.inUse);
    gauge('worker_slots_capacity', 'Slots of the fixed limiter', () => slots.capacity);
    gauge(
      'worker_retries_in_flight',
      'Slots in use by orders that failed before',
      () => feed.retriesInFlight,
    );
  }

  private counter<T extends string>(name: string, help: string, labelNames: T[] = []): Counter<T> {
    return new Counter({ ...this.named(name, help), labelNames });
  }

  private histogram<T extends string>(name: string, help: string, labelNames: T[] = []) {
    return new Histogram<T>({ ...this.named(name, help), labelNames, buckets: QUEUE_BUCKETS_S });
  }

  private named(name: string, help: string) {
    return { name: `${METRICS_PREFIX}${name}`, help, registers: [this.registry] };
  }
}

/** Acceptance is by Redis' clock, now by ours: good enough for a metric, never for a decision. */
function secondsSince(atMs: number): number {
  return Math.max(0, Date.now() - atMs) / 1_000;
}
