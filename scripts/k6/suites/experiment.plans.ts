import { PUBLISHED_RUNGS } from '../../../bench/ladder/published-figures.ts';
import type { SuiteCase, SuitePlan } from '../suite.model.ts';

export const SPIKE: SuitePlan = {
  kind: 'experiment',
  options: { rate: 50, height: 1_000, 'crowd-seconds': 3 },
  cases: () => [
    {
      name: '',
      stack: { profile: 'steady' },
      figures: ({ statistic }) =>
        Object.fromEntries(
          ['regulars', 'crowd'].flatMap((who) => [
            [`${who}: median ms`, statistic(`accept_time{who:${who}}`, 'med') ?? 0],
            [`${who}: p99 ms`, statistic(`accept_time{who:${who}}`, 'p(99)') ?? 0],
          ]),
        ),
    },
  ],
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

/**
 * As `npm run ladder` has it. The synchronous pool is as wide as the crowd: the usual one would hide
 * what is to be shown.
 */
const LADDER_STACK = {
  env: { SYNC_MAX_IN_FLIGHT: '1000', ORDER_CONCURRENCY: '16' },
  profile: 'contended',
  isWarm: true,
};

export const LADDER: SuitePlan = {
  kind: 'experiment',
  options: { runs: 3, top: Math.max(...PUBLISHED_RUNGS) },
  onlyByName: true,
  cases: ({ runs = 3, top = Infinity }) =>
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
    needs: { settings: Object.keys(LADDER_STACK.env), profile: true },
    env: { SUITE_ENDPOINT: endpoint, SUITE_ORDERS: String(orders) },
    figures: ({ statistic, savedAtMs, journal: { clockMs = 0 } }) => ({
      'latency ms': statistic('taken_time', 'avg') ?? 0,
      'saved/min': (orders * 60_000) / (Math.max(...savedAtMs) - clockMs),
      failures: statistic('ladder_failures', 'count') ?? 0,
    }),
  };
}
