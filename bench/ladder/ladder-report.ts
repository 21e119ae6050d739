import type { BackendProfile } from '../measure/backend-ledger.ts';
import { originLine, resultHead } from '../measure/ratio-report.ts';
import { grouped, markdownTable } from '../measure/text-table.ts';
import type { LadderFigures, LadderRow } from './ladder.model.ts';
import { ladderRatios } from './ladder-rows.ts';
import { WORKER_CONCURRENCY } from './ladder-stack.ts';
import { MAX_AT_ONCE } from './published-figures.ts';

export interface Ladder {
  profileName: string;
  profile: BackendProfile;
  runs: number;
  rows: readonly LadderRow[];
}

/** The content of `ladder.json`. */
export function ladderJson(ladder: Ladder): object {
  const settings = { maxAtOnce: MAX_AT_ONCE, workerConcurrency: WORKER_CONCURRENCY };
  return { ...resultHead('ladder', ladderRatios(ladder.rows)), ...settings, ...ladder };
}

/** What the terminal shows and `ladder.md` keeps. */
export function ladderMarkdown(ladder: Ladder): string {
  return [
    '# Ladder: sync against async under rising load',
    profileSentence(ladder),
    ladderTable(ladder.rows),
    methodSentence(ladder.runs),
    checkSentence(ladder.rows),
    originLine(),
  ].join('\n\n');
}

/** The published table with the published figures beside ours. */
export function ladderTable(rows: readonly LadderRow[]): string {
  const head = [
    'endpoint',
    'requests',
    'latency ms',
    'published',
    'saved/min',
    'published',
    'ideal',
    'failures',
    'published',
  ];
  const lines = rows.map((row) => {
    const published = (figure: keyof LadderFigures) =>
      row.published ? grouped(row.published[figure]) : '–';
    const { idealThroughputPerMinute: ideal } = row;
    return [
      row.endpoint,
      grouped(row.orders),
      grouped(row.latencyMs, row.latencyMs < 10 ? 1 : 0),
      published('latencyMs'),
      grouped(row.throughputPerMinute),
      published('throughputPerMinute'),
      ideal === undefined ? '–' : grouped(ideal),
      grouped(row.failures, row.failures % 1 === 0 ? 0 : 1),
      published('failures'),
    ];
  });
  return markdownTable({ head, align: ['left'], rows: lines });
}

/** What the backend is told to be, for without it the figures say nothing. */
export function profileSentence({
  profileName,
  profile,
}: Pick<Ladder, 'profileName' | 'profile'>): string {
  const { latency, workers, contention } = profile;
  const work = latency.ms === undefined ? latency.kind : `${latency.kind} ${latency.ms} ms`;
  const pool = workers === null ? 'without a bound' : `${workers} at once`;
  const suffering = contention ? `, slowing down as ${JSON.stringify(contention)}` : '';
  return `Backend profile \`${profileName}\`: ${work} an order, ${pool}${suffering}. The ideal is that many without a gap${contention ? ' and without the slowing down' : ''}.`;
}

function methodSentence(runs: number): string {
  return `${runs === 1 ? 'One run' : `Mean of ${runs} runs`}. At most ${grouped(MAX_AT_ONCE)} submissions at once over connections that are open already; a failed attempt is repeated until the order is taken and counts as a failure, and the latency includes it. Throughput runs from the first attempt until the backend itself counts the last order. Sync orders are taken once they are saved, async ones once they are queued; the worker sends ${WORKER_CONCURRENCY} at once. All processes collect garbage between the runs, and a small run before the first rung warms them up.`;
}

function checkSentence(rows: readonly LadderRow[]): string {
  const runs = rows.flatMap((row) => row.runs);
  const orders = runs.reduce((sum, run) => sum + run.orders, 0);
  const redeliveries = runs.reduce((sum, run) => sum + run.redeliveries, 0);
  const busiest = Math.max(...runs.map((run) => run.generatorCpuShare));
  return `After every run the backend’s ledger held every order exactly once: ${grouped(orders)} orders, ${grouped(redeliveries)} of them delivered more than once and recognised. While it sent, the sender of the orders used at most ${grouped(busiest * 100)} % of one core.`;
}
