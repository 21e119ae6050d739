import type { Options, Scenario } from 'k6/options';
import { pulseScenario } from './pulse.ts';

export interface Suite {
  /** How long the metronome beside the load goes. */
  seconds: number;
  scenarios: Record<string, Scenario>;
  thresholds?: Record<string, string[]>;
}

const TREND_STATS = ['avg', 'min', 'med', 'p(90)', 'p(95)', 'p(99)', 'max', 'count'];

/** k6's options of a suite; what every suite holds to stands here. */
export function suiteOptions({ seconds, scenarios, thresholds = {} }: Suite): Options {
  return {
    scenarios: { ...scenarios, pulse: pulseScenario(seconds) },
    thresholds: { checks: ['rate==1'], dropped_iterations: ['count==0'], ...thresholds },
    summaryTrendStats: TREND_STATS,
    // Each address is one name in the results; ids are not part of it.
    systemTags: ['scenario', 'status', 'name', 'method', 'error_code', 'check', 'group'],
    userAgent: 'sluice-k6',
  };
}

/** Has k6 report a part of a metric by itself, although nothing is asked of it. */
export function reported(...metrics: string[]): Record<string, string[]> {
  return Object.fromEntries(metrics.map((metric) => [metric, ['max>=0']]));
}
