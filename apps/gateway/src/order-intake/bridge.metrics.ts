import { Injectable } from '@nestjs/common';
import { MetricsRegistry } from '@sluice/platform';
import { PendingReplies, type ReplyKind } from '@sluice/replies';
import { Counter, Gauge } from 'prom-client';
import type { BridgeOutcome } from './held-orders.service';

/** What is counted of callers that wait for outcomes. */
@Injectable()
export class BridgeMetrics {
  private readonly answers: Counter<'outcome'>;
  private readonly replies: Counter<'kind'>;

  constructor(private readonly registry: MetricsRegistry) {
    this.answers = new Counter({
      name: 'sluice_bridge_answers_total',
      help: 'Answers to POST /v1/orders that might wait: replied, found, timeout, drained, gone, replay, full, unready',
      labelNames: ['outcome'],
      registers: [registry],
    });
    this.replies = new Counter({
      name: 'sluice_replies_received_total',
      help: 'Replies by kind: matched, late, doubled, unknown, forged, malformed',
      labelNames: ['kind'],
      registers: [registry],
    });
  }

  answered(outcome: BridgeOutcome): void {
    this.answers.inc({ outcome });
  }

  readonly received = (kind: ReplyKind): void => this.replies.inc({ kind });

  /** Shows how many wait at each scrape. */
  watch(pending: PendingReplies): void {
    new Gauge({
      name: 'sluice_bridge_waiting',
      help: 'Callers held for an outcome',
      registers: [this.registry],
      collect() {
        this.set(pending.size);
      },
    });
  }
}
