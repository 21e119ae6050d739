import { mean } from '../../../bench/measure/statistics.ts';
import { grouped, markdownTable } from '../../../bench/measure/text-table.ts';
import type { SuiteResult } from '../suite-result.ts';

/** What of `npm run ladder`'s result is compared. */
export interface OtherLadder {
  rows: { endpoint: string; orders: number; latencyMs: number; throughputPerMinute: number }[];
}

/** One row of the ladder by k6. */
export interface Rung {
  endpoint: string;
  orders: number;
  latencyMs: number;
  perMinute: number;
  failures: number;
}

/** The published rows by k6, beside those of `npm run ladder` where it was run. */
export function ladderTable({ cases }: SuiteResult, other: OtherLadder | undefined): string {
  const rows = rungsOf(cases).map(({ endpoint, orders, latencyMs, perMinute, failures }) => {
    const theirs = other?.rows.find((row) => row.endpoint === endpoint && row.orders === orders);
    return [
      endpoint,
      grouped(orders),
      grouped(latencyMs, 1),
      grouped(perMinute),
      grouped(failures),
      theirs ? grouped(theirs.throughputPerMinute) : '–',
      theirs ? grouped(perMinute / theirs.throughputPerMinute, 2) : '–',
    ];
  });
  const head = ['endpoint', 'orders', 'latency ms', 'saved/min', 'failures'];
  return markdownTable({
    head: [...head, 'saved/min by `npm run ladder`', 'ratio'],
    align: ['left'],
    rows,
  });
}

/** The mean over the runs of each rung. */
export function rungsOf(cases: SuiteResult['cases']): Rung[] {
  const names = [...new Set(cases.map(({ name }) => name.replace(/-\d+$/, '')))];
  return names.map((name) => {
    const runs = cases.filter((one) => one.name.replace(/-\d+$/, '') === name);
    const of = (figure: string) => mean(runs.map(({ figures }) => figures[figure] ?? NaN));
    const [endpoint = '', orders = '0'] = name.split('-');
    return {
      endpoint,
      orders: Number(orders),
      latencyMs: of('latency ms'),
      perMinute: of('saved/min'),
      failures: of('failures'),
    };
  });
}
