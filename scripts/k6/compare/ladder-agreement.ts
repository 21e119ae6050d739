import { grouped, markdownTable } from '../../../bench/measure/text-table.ts';
import type { SuiteResult } from '../suite-result.ts';
import { rungsOf } from '../tables/ladder-table.ts';

/** What of `results/ladder.json` is held against the ladder by k6. */
export interface BenchLadder {
  measuredAt: string;
  commit: string;
  machine: object;
  profileName: string;
  runs: number;
  rows: BenchRung[];
}

interface BenchRung {
  endpoint: string;
  orders: number;
  latencyMs: number;
  throughputPerMinute: number;
}

/** One row of both ladders; a figure is undefined where one of them has not got the row. */
export interface LadderPair {
  endpoint: string;
  orders: number;
  latencyMs: Pair;
  perMinute: Pair;
  /** Orders saved per minute by k6 against those by `npm run ladder`. */
  ratio: number | undefined;
  agrees: boolean;
}

interface Pair {
  k6: number | undefined;
  bench: number | undefined;
}

/** What was promised: so far the two may lie apart. */
export const TOLERATED_SHARE = 0.1;

/**
 * Both ladders row by row, in the order of the published one. The orders saved per minute decide;
 * latencies of a few milliseconds differ by what each sender's own clock adds.
 */
export function ladderPairs(byK6: Pick<SuiteResult, 'cases'>, bench: BenchLadder): LadderPair[] {
  const own = rungsOf(byK6.cases);
  const missing = own.filter((rung) => !bench.rows.some((row) => isSameRung(row, rung)));
  return [...bench.rows, ...missing].map(({ endpoint, orders }) => {
    const rung = own.find((one) => isSameRung(one, { endpoint, orders }));
    const row = bench.rows.find((one) => isSameRung(one, { endpoint, orders }));
    const perMinute = { k6: rung?.perMinute, bench: row?.throughputPerMinute };
    const ratio = ratioOf(perMinute);
    const agrees = ratio !== undefined && isWithin(ratio);
    const latencyMs = { k6: rung?.latencyMs, bench: row?.latencyMs };
    return { endpoint, orders, latencyMs, perMinute, ratio, agrees };
  });
}

/** Why the two cannot be held against each other at all; none when they can. */
export function ladderDoubts(byK6: SuiteResult, bench: BenchLadder): string[] {
  const doubts: string[] = [];
  if (byK6.verdict !== 'recorded') doubts.push(`the ladder by k6 is ${byK6.verdict}`);
  if (bench.profileName !== 'contended') {
    doubts.push(`npm run ladder had the backend profile ${bench.profileName}, not contended`);
  }
  if (JSON.stringify(byK6.machine) !== JSON.stringify(bench.machine)) {
    doubts.push('the two were not run on the same machine');
  }
  return doubts;
}

/** The table, and below it the one sentence that counts. */
export function agreementMarkdown(byK6: SuiteResult, bench: BenchLadder): string {
  const pairs = ladderPairs(byK6, bench);
  const agreeing = pairs.filter(({ agrees }) => agrees).length;
  const percent = TOLERATED_SHARE * 100;
  return [
    '# The ladder by k6 against `npm run ladder`',
    pairTable(pairs),
    `${agreeing} of ${pairs.length} rows agree within ${percent} % (orders saved per minute).`,
    ladderDoubts(byK6, bench)
      .map((doubt) => `- Not comparable: ${doubt}.`)
      .join('\n'),
    `By k6: mean of ${byK6.options['runs'] ?? 1} runs, ${byK6.measuredAt}, commit ${byK6.commit}. npm run ladder: mean of ${bench.runs} runs, ${bench.measuredAt}, commit ${bench.commit}.`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function pairTable(pairs: readonly LadderPair[]): string {
  const rows = pairs.map(({ endpoint, orders, latencyMs, perMinute, ratio, agrees }) => [
    endpoint,
    grouped(orders),
    figure(latencyMs.k6, 1),
    figure(latencyMs.bench, 1),
    figure(perMinute.k6),
    figure(perMinute.bench),
    figure(ratio, 2),
    agrees ? 'yes' : 'no',
  ]);
  const head = ['endpoint', 'orders', 'latency ms, k6', 'ladder', 'saved/min, k6', 'ladder'];
  return markdownTable({ head: [...head, 'ratio', 'agrees'], align: ['left'], rows });
}

function isSameRung(one: Rung, other: Rung): boolean {
  return one.endpoint === other.endpoint && one.orders === other.orders;
}

type Rung = Pick<BenchRung, 'endpoint' | 'orders'>;

function ratioOf({ k6, bench }: Pair): number | undefined {
  return k6 === undefined || bench === undefined ? undefined : k6 / bench;
}

/** Either way round: 10 % more is as far as 10 % less. */
function isWithin(ratio: number): boolean {
  return ratio >= 1 - TOLERATED_SHARE && ratio <= 1 + TOLERATED_SHARE;
}

function figure(value: number | undefined, decimals = 0): string {
  return value === undefined ? '–' : grouped(value, decimals);
}
