import type { BackendProfile } from '../measure/backend-ledger.ts';
import { idealMs } from '../measure/ideal.ts';
import { packageVersion } from '../measure/machine.ts';
import { originLine, ratioTable, resultHead, withSpread } from '../measure/ratio-report.ts';
import { spread } from '../measure/statistics.ts';
import { grouped, markdownTable } from '../measure/text-table.ts';
import type { DrainMeasurement } from './drain-measurement.ts';
import { drainRatios, elapsed, shareOfIdeal } from './drain-ratios.ts';
import { AT_ONCE, type DrainSubject } from './drain-subject.ts';
import type { NominalRate, RateMeasurement } from './rate-measurement.ts';

export interface DrainRun {
  subjects: readonly Pick<DrainSubject, 'key' | 'title'>[];
  sizes: readonly number[];
  rounds: number;
  profile: BackendProfile;
  nominalRate: NominalRate;
  rateWorkers: number;
  drains: readonly DrainMeasurement[];
  rates: readonly RateMeasurement[];
}

/** Versions that shape these figures beside those of every benchmark. */
const tools = () => ({ bullmq: packageVersion('bullmq') });

/** The content of `drain.json`. */
export function drainJson({ subjects, ...run }: DrainRun): object {
  const titles = Object.fromEntries(subjects.map(({ key, title }) => [key, title]));
  const ratios = drainRatios(run.drains, run.rates, run.profile);
  return { ...resultHead('drain', ratios, tools()), subjects: titles, atOnce: AT_ONCE, ...run };
}

/** What the terminal shows and `drain.md` keeps. */
export function drainMarkdown(run: DrainRun): string {
  const { rounds, profile, nominalRate, rateWorkers, rates } = run;
  return [
    '# Drain',
    `${rounds} interleaved rounds against the mock backend (${profile.latency.ms ?? '?'} ms, ${profile.workers ?? 'unbounded'} workers), ${AT_ONCE} orders in flight at most, Redis with an append-only file on \`always\`. All orders wait already when the clock starts, just before the command that lets them go; it stops when the backend itself counts the last one. The ideal is that many rounds of ${AT_ONCE} without a gap. Medians, in brackets the lowest and the highest round.`,
    ...run.sizes.map((orders) => figures(run, orders)),
    `## Rate limit: ${nominalRate.max} orders per ${nominalRate.windowMs} ms over ${rateWorkers} workers, backend unbounded, ${grouped(rates[0]?.orders ?? 0)} orders`,
    'Judged by when the orders arrived at the backend: its ledger’s time of saving minus its fixed latency.',
    '## Ratios, taken within each round',
    ratioTable(drainRatios(run.drains, rates, profile)),
    originLine(tools()),
  ].join('\n\n');
}

function figures({ subjects, drains, profile }: DrainRun, orders: number): string {
  const ideal = idealMs(profile, orders, AT_ONCE) ?? Number.NaN;
  const rows = subjects.map(({ key, title }) => [
    title,
    withSpread(spread(elapsed(drains, key, orders)), 0),
    withSpread(shareOfIdeal(drains, key, orders, profile), 3),
  ]);
  const head = ['', 'ms', 'share of the ideal'];
  const table = markdownTable({ head, align: ['left'], rows });
  return `## ${grouped(orders)} orders, ideal ${grouped(ideal)} ms\n\n${table}`;
}
