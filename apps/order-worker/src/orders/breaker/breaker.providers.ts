import type { Provider } from '@nestjs/common';
import { Logger, MetricsRegistry } from '@sluice/platform';
import { Gauge } from 'prom-client';
import { FixedLimiter } from '../limiter/fixed-limiter';
import { BackendBreaker, BREAKER_DEFAULTS, type BreakerState } from './backend-breaker';

const STATES: readonly BreakerState[] = ['closed', 'open', 'half-open'];

/** The breaker between queue and backend, with its metric and its log lines. */
export const BREAKER_PROVIDER: Provider = {
  provide: BackendBreaker,
  inject: [FixedLimiter, MetricsRegistry, Logger],
  useFactory: (limiter: FixedLimiter, registry: MetricsRegistry, logger: Logger) => {
    const gauge = stateGauge(registry);
    return new BackendBreaker(limiter, BREAKER_DEFAULTS, (state, pauseMs) => {
      show(gauge, state);
      logger.warn({ state, pauseMs: Math.round(pauseMs) }, 'backend breaker changed');
    });
  },
};

function stateGauge(registry: MetricsRegistry): Gauge<'state'> {
  const gauge = new Gauge({
    name: 'sluice_backend_breaker_state',
    help: 'State of the breaker before the backend: 1 for the one it is in',
    labelNames: ['state'],
    registers: [registry],
  });
  show(gauge, 'closed');
  return gauge;
}

function show(gauge: Gauge<'state'>, state: BreakerState): void {
  for (const one of STATES) gauge.set({ state: one }, one === state ? 1 : 0);
}
