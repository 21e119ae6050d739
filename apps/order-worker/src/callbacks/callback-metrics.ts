import { Injectable } from '@nestjs/common';
import { METRICS_PREFIX, MetricsRegistry } from '@sluice/platform';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { CallbackAnswer } from './callback-caller';
import { PerOriginLimiter } from './per-origin-limiter';

const OUTCOMES = ['delivered', 'failed', 'retried', 'deferred'] as const;
const ANSWERS = ['2xx', '3xx', '4xx', '5xx', 'connect', 'timeout', 'broken'] as const;
const DELIVERY_BUCKETS_S = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 3_600, 21_600, 86_400];
const CALL_BUCKETS_S = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15];

export type CallbackOutcome = (typeof OUTCOMES)[number];

/** What is counted and timed of callbacks. */
@Injectable()
export class CallbackMetrics {
  private readonly outcomes: Counter<'outcome'>;
  private readonly attempts: Counter<'answer'>;
  private readonly calls: Histogram;
  private readonly timeToDeliver: Histogram;

  constructor(
    private readonly registry: MetricsRegistry,
    limiter: PerOriginLimiter,
  ) {
    this.outcomes = new Counter({
      ...this.named('deliveries_total', 'Attempts at callbacks that ended, by outcome'),
      labelNames: ['outcome'],
    });
    this.attempts = new Counter({
      ...this.named('attempts_total', 'Calls of receivers, by their answer'),
      labelNames: ['answer'],
    });
    this.calls = new Histogram({
      ...this.named('call_duration_seconds', 'Calls of receivers'),
      buckets: CALL_BUCKETS_S,
    });
    this.timeToDeliver = new Histogram({
      ...this.named('time_to_deliver_seconds', 'From the end of an order to its callback'),
      buckets: DELIVERY_BUCKETS_S,
    });
    this.watch(limiter);
    for (const outcome of OUTCOMES) this.outcomes.inc({ outcome }, 0);
    for (const answer of ANSWERS) this.attempts.inc({ answer }, 0);
  }

  called(answer: CallbackAnswer, tookMs: number): void {
    const label = answer.kind === 'answered' ? `${Math.floor(answer.status / 100)}xx` : answer.why;
    this.attempts.inc({ answer: label });
    this.calls.observe(tookMs / 1_000);
  }

  ended(outcome: CallbackOutcome, orderEndedAtMs: number): void {
    this.outcomes.inc({ outcome });
    // The order's end is by Redis' clock, now by ours: good enough for a metric.
    const tookMs = Math.max(0, Date.now() - orderEndedAtMs);
    if (outcome === 'delivered') this.timeToDeliver.observe(tookMs / 1_000);
  }

  /** Shows how many calls are under way at each scrape. */
  private watch(limiter: PerOriginLimiter): void {
    new Gauge({
      ...this.named('calls_in_flight', 'Calls of receivers under way'),
      collect() {
        this.set(limiter.inUse);
      },
    });
  }

  private named(name: string, help: string) {
    return { name: `${METRICS_PREFIX}callback_${name}`, help, registers: [this.registry] };
  }
}
