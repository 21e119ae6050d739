import { idealMs } from '../measure/ideal.ts';
import { packageVersion } from '../measure/machine.ts';
import { originLine, ratioTable, resultHead, withSpread } from '../measure/ratio-report.ts';
import { spread } from '../measure/statistics.ts';
import { grouped, markdownTable } from '../measure/text-table.ts';
import type { DrainedCase } from './drain-case.ts';
import type { DrainMeasurement } from './drain-measurement.ts';
import { byRound, drainRatios, elapsed, shareOfIdeal } from './drain-ratios.ts';
import type { NominalRate, RateMeasurement } from './rate-measurement.ts';

export interface DrainRun {
  rounds: number;
  /** A bounded backend of 50 ms. */
  steady: DrainedCase;
  /** An unbounded one of 2 ms. */
  fast: DrainedCase;
  nominalRate: NominalRate;
  rateWorkers: number;
  rates: readonly RateMeasurement[];
}

/** Versions that shape these figures beside those of every benchmark. */
const tools = () => ({ bullmq: packageVersion('bullmq') });

/** The content of `drain.json`. */
export function drainJson(run: DrainRun): object {
  return { ...resultHead('drain', drainRatios(run), tools()), ...run };
}

/** What the terminal shows and `drain.md` keeps. */
export function drainMarkdown(run: DrainRun): string {
  const { rounds, steady, fast, nominalRate, rateWorkers, rates } = run;
  return [
    '# Drain',
    `${rounds} interleaved rounds against the mock backend, Redis with an append-only file on \`always\`. All orders wait already when the clock starts, just before the command that lets them go; it stops when the backend itself counts the last one. Medians, in brackets the lowest and the highest round.`,
    `## Fast: ${conditions(fast)}`,
    'What drains is what takes the time here. CPU is that of whoever sends, and of its Redis.',
    ...fast.sizes.map((orders) => fastFigures(fast, orders)),
    `## Steady: ${conditions(steady)}`,
    `The ideal is that many rounds of ${steady.atOnce} without a gap.`,
    ...steady.sizes.map((orders) => steadyFigures(steady, orders)),
    `## Rate limit: ${nominalRate.max} orders per ${nominalRate.windowMs} ms over ${rateWorkers} workers, backend unbounded, ${grouped(rates[0]?.orders ?? 0)} orders`,
    'Judged by when the orders arrived at the backend: its ledger’s time of saving minus its fixed latency.',
    '## Ratios, taken within each round',
    ratioTable(drainRatios(run)),
    originLine(tools()),
  ].join('\n\n');
}

function conditions({ profile, atOnce }: DrainedCase): string {
  const { latency, workers } = profile;
  return `backend of ${latency.ms ?? '?'} ms, ${workers ?? 'unbounded'} workers, ${atOnce} orders in flight`;
}

function fastFigures({ subjects, drains }: DrainedCase, orders: number): string {
  const rows = subjects.map(({ key, title }) => {
    const own = byRound(drains, key, orders);
    const cell = (figure: (one: DrainMeasurement) => number) =>
      withSpread(spread(own.map(figure)), 0);
    return [
      title,
      cell(({ elapsedMs }) => (orders * 1_000) / elapsedMs),
      cell((one) => one.workerCpuUsPerOrder),
      cell((one) => one.redisCpuUsPerOrder),
    ];
  });
  const head = ['', 'orders/s', 'CPU µs/order: sender', 'Redis'];
  const table = markdownTable({ head, align: ['left'], rows });
  return `### ${grouped(orders)} orders\n\n${table}`;
}

function steadyFigures(steady: DrainedCase, orders: number): string {
  const { subjects, drains, profile, atOnce } = steady;
  const ideal = idealMs(profile, orders, atOnce) ?? Number.NaN;
  const rows = subjects.map(({ key, title }) => [
    title,
    withSpread(spread(elapsed(drains, key, orders)), 0),
    withSpread(shareOfIdeal(steady, key, orders), 3),
  ]);
  const head = ['', 'ms', 'share of the ideal'];
  const table = markdownTable({ head, align: ['left'], rows });
  return `### ${grouped(orders)} orders, ideal ${grouped(ideal)} ms\n\n${table}`;
}
