import { Injectable } from '@nestjs/common';
import { MetricsRegistry } from '@sluice/platform';
import { Counter } from 'prom-client';

const OUTCOMES = ['accepted', 'replayed', 'refused', 'buried', 'put-back'] as const;

/** What became of a submission that came as a message. */
export type SubmissionOutcome = (typeof OUTCOMES)[number];

/** Counts the submissions that came as messages. */
@Injectable()
export class MessagingMetrics {
  private readonly submissions: Counter<'outcome'>;
  private readonly holds: Counter;

  constructor(registry: MetricsRegistry) {
    this.submissions = new Counter({
      name: 'sluice_message_submissions_total',
      help: 'Orders submitted as messages, by outcome: accepted, replayed, refused, buried, put-back',
      labelNames: ['outcome'],
      registers: [registry],
    });
    this.holds = new Counter({
      name: 'sluice_message_holds_total',
      help: 'Tries to take in an order from a message that had to wait for room',
      registers: [registry],
    });
    for (const outcome of OUTCOMES) this.submissions.inc({ outcome }, 0);
  }

  ended(outcome: SubmissionOutcome): void {
    this.submissions.inc({ outcome });
  }

  held(): void {
    this.holds.inc();
  }
}
