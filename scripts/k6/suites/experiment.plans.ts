import { PUBLISHED_RUNGS } from '../../../bench/ladder/published-figures.ts';
import { kneeOf, type LoadStep } from '../knee.ts';
import type { Seen, SuiteCase, SuitePlan } from '../suite.model.ts';

const WIDE = { env: { ORDER_CONCURRENCY: '64' }, profile: 'unbounded' };

export const BREAKPOINT: SuitePlan = {
  kind: 'experiment',
  options: { from: 250, steps: 8, factor: 1.5, 'step-seconds': 5 },
  cases: ({ from = 250, steps = 8, factor = 1.5, 'step-seconds': stepSeconds = 5 }) => [
    {
      name: '',
      stack: WIDE,
      mayDrop: true,
      figures: (seen) => stepFigures(seen, stepRates(from, steps, factor), stepSeconds),
    },
  ],
};

/** The rates that the script tries, computed as it does. */
export function stepRates(from: number, steps: number, factor: number): number[] {
  return Array.from({ length: steps }, (_, step) => Math.round(from * factor ** step));
}

function stepFigures(
  { statistic }: Seen,
  rates: number[],
  seconds: number,
): Record<string, number> {
  const steps = rates.map((offeredPerSecond): LoadStep => {
    const of = (name: string) => statistic(`step_time{scenario:step_${offeredPerSecond}}`, name);
    const answeredPerSecond = (of('count') ?? 0) / seconds;
    return { offeredPerSecond, answeredPerSecond, p99Ms: of('p(99)') ?? 0 };
  });
  const knee = kneeOf(steps);
  const entries = steps.flatMap(({ offeredPerSecond, answeredPerSecond, p99Ms }) => [
    [`${offeredPerSecond}/s offered: answered per second`, answeredPerSecond] as const,
    [`${offeredPerSecond}/s offered: p99 ms`, p99Ms] as const,
  ]);
  const found = knee === undefined ? [] : [['knee: orders per second', knee] as const];
  return Object.fromEntries([...entries, ...found]);
}

export const SPIKE: SuitePlan = {
  kind: 'experiment',
  options: { rate: 50, height: 1_000, 'crowd-seconds': 3 },
  cases: () => [{ name: '', stack: { profile: 'steady' } }],
};

/** Records go soon, so that an hour is long enough to see whether anything else stays. */
export const SOAK: SuitePlan = {
  kind: 'experiment',
  options: { rate: 100, minutes: 60 },
  onlyByName: true,
  cases: () => [
    {
      name: '',
      stack: { env: { ORDER_RETENTION_MS: '60000' }, profile: 'steady' },
      isWatched: true,
    },
  ],
};

/** The synchronous pool is as wide as the crowd: the usual one would hide what is to be shown. */
const LADDER_STACK = {
  env: { SYNC_MAX_IN_FLIGHT: '1000', ORDER_CONCURRENCY: '16' },
  profile: 'contended',
};

export const LADDER: SuitePlan = {
  kind: 'experiment',
  options: { runs: 1, top: Math.max(...PUBLISHED_RUNGS) },
  onlyByName: true,
  cases: ({ runs = 1, top = Infinity }) =>
    PUBLISHED_RUNGS.filter((orders) => orders <= top).flatMap((orders) =>
      Array.from({ length: runs }, (_, index) => index + 1).flatMap((run) => [
        rung('sync', orders, run),
        rung('async', orders, run),
      ]),
    ),
};

function rung(endpoint: 'sync' | 'async', orders: number, run: number): SuiteCase {
  return {
    name: `${endpoint}-${orders}-${run}`,
    stack: LADDER_STACK,
    env: { SUITE_ENDPOINT: endpoint, SUITE_ORDERS: String(orders) },
    figures: ({ statistic, savedAtMs, journal: { clockMs = 0 } }) => ({
      'latency ms': statistic('taken_time', 'avg') ?? 0,
      'saved/min': (orders * 60_000) / (Math.max(...savedAtMs) - clockMs),
      failures: statistic('ladder_failures', 'count') ?? 0,
    }),
  };
}
