import type { BackendProfile } from '../measure/backend-ledger.ts';
import { idealMs } from '../measure/ideal.ts';
import type { Ratios } from '../measure/ratio-report.ts';
import { mean, ratioPerRound, spread } from '../measure/statistics.ts';
import { ENDPOINTS, type Endpoint, type LadderRow, type RungRun } from './ladder.model.ts';
import { WORKER_CONCURRENCY } from './ladder-stack.ts';
import { publishedFigures } from './published-figures.ts';

/** The lines of the table: per rung sync, then async, each the mean of its runs. */
export function ladderRows(runs: readonly RungRun[], profile: BackendProfile): LadderRow[] {
  const rungs = [...new Set(runs.map(({ orders }) => orders))].toSorted((a, b) => a - b);
  return rungs.flatMap((orders) =>
    ENDPOINTS.map((endpoint) => {
      const own = runs.filter((run) => run.endpoint === endpoint && run.orders === orders);
      return ladderRow(own, endpoint, orders, profile);
    }),
  );
}

function ladderRow(
  runs: RungRun[],
  endpoint: Endpoint,
  orders: number,
  profile: BackendProfile,
): LadderRow {
  const latencies = runs.map(({ latencyMs }) => latencyMs);
  const throughputs = runs.map(({ throughputPerMinute }) => throughputPerMinute);
  return {
    endpoint,
    orders,
    latencyMs: mean(latencies),
    throughputPerMinute: mean(throughputs),
    failures: mean(runs.map(({ failures }) => failures)),
    latencySpread: spread(latencies),
    throughputSpread: spread(throughputs),
    published: publishedFigures(endpoint, orders),
    idealThroughputPerMinute: idealThroughput(profile, endpoint, orders),
    runs,
  };
}

/** Contention aside: what the profile's workers and latency allow, and for async our own limiter. */
function idealThroughput(
  profile: BackendProfile,
  endpoint: Endpoint,
  orders: number,
): number | undefined {
  const atOnce = endpoint === 'async' ? WORKER_CONCURRENCY : Infinity;
  const ms = idealMs(profile, orders, atOnce);
  return ms === undefined ? undefined : (orders * 60_000) / ms;
}

/** Per rung: how far async is ahead of sync, and how near to its ideal. */
export function ladderRatios(rows: readonly LadderRow[]): Ratios {
  const asyncRows = rows.filter(({ endpoint }) => endpoint === 'async');
  return Object.fromEntries(
    asyncRows.flatMap((row) => [...asyncOverSync(row, rows), ...asyncOfIdeal(row)]),
  );
}

function asyncOverSync(row: LadderRow, rows: readonly LadderRow[]): [string, Ratios[string]][] {
  const { orders } = row;
  const sync = rows.find((one) => one.endpoint === 'sync' && one.orders === orders);
  if (!sync) return [];
  const all = ratioPerRound(throughputs(row), throughputs(sync));
  const meaning = `async ÷ sync, orders saved per minute, ${orders} orders`;
  return [[`asyncOverSync${orders}`, { spread: all, meaning }]];
}

function asyncOfIdeal(row: LadderRow): [string, Ratios[string]][] {
  const { orders, idealThroughputPerMinute: ideal } = row;
  if (ideal === undefined) return [];
  const all = spread(throughputs(row).map((throughput) => throughput / ideal));
  const meaning = `async ÷ ideal, orders saved per minute, ${orders} orders`;
  return [[`asyncOfIdeal${orders}`, { spread: all, meaning }]];
}

/** In the order of the runs. */
function throughputs({ runs }: LadderRow): number[] {
  return runs.toSorted((a, b) => a.run - b.run).map((run) => run.throughputPerMinute);
}
