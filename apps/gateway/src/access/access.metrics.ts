import { Injectable } from '@nestjs/common';
import type { ProblemCode } from '@sluice/contracts';
import { MetricsRegistry } from '@sluice/platform';
import { Counter } from 'prom-client';

/** How often the gate stayed shut. */
@Injectable()
export class AccessMetrics {
  private readonly refusals: Counter<'reason'>;

  constructor(registry: MetricsRegistry) {
    this.refusals = new Counter({
      name: 'sluice_access_refused_total',
      help: 'Requests refused before their route: unauthenticated, forbidden or quota-exceeded',
      labelNames: ['reason'],
      registers: [registry],
    });
  }

  refused(reason: ProblemCode): void {
    this.refusals.inc({ reason });
  }
}
