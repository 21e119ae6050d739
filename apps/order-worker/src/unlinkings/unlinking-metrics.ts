import type { AuthAnswer } from '@sluice/backend-client';
import { METRICS_PREFIX } from '@sluice/platform';
import { Counter, type Registry } from 'prom-client';

const ANSWERS: readonly AuthAnswer['kind'][] = ['unlinked', 'refused', 'unavailable'];

/** What is counted of unlinkings. */
export class UnlinkingMetrics {
  private readonly calls: Counter<'answer'>;

  constructor(registry: Registry) {
    this.calls = new Counter({
      name: `${METRICS_PREFIX}unlinking_calls_total`,
      help: 'Calls of the auth service to unlink a member, by its answer',
      labelNames: ['answer'],
      registers: [registry],
    });
    for (const answer of ANSWERS) this.calls.inc({ answer }, 0);
  }

  called({ kind: answer }: AuthAnswer): void {
    this.calls.inc({ answer });
  }
}
