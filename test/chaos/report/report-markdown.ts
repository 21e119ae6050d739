import { machineLine } from '../../../bench/measure/machine.ts';
import { grouped, markdownTable } from '../../../bench/measure/text-table.ts';
import type { ChaosReport } from './chaos-report.ts';
import type { SeedSummary } from './seed-summary.ts';

const HEAD = [
  'seed',
  'gateways',
  'workers',
  'faults',
  'submitted',
  'acknowledged',
  'lost',
  'doubled',
  'liars',
  'regressions',
  'bad answers',
  'recovery s',
  'took s',
];

/** The report for people. */
export function reportMarkdown(report: ChaosReport): string {
  const { machine, versions, runs, ratePerSecond, commit } = report;
  const rows = [...runs.map(rowOf), totalOf(report)];
  return [
    '# Chaos',
    `${grouped(report.faults)} faults over ${report.seeds} seeds from ${report.firstSeed} on, ${ratePerSecond} new orders a second whatever becomes of those before.`,
    markdownTable({ head: HEAD, rows }),
    ...(report.crashes + report.leaks + report.vacuous > 0 ? [furtherFindings(report)] : []),
    '*Recovery*: from the kill of a worker to the settlement of every order in hand, less the service time; of kills that no other fault disturbed. *Lost*: a promise that nothing came of. *Doubled*: saved twice. *Liar*: an answer that contradicts the truth. *Regression*: a final state that was left. *Bad answer*: outside the contract, or too late.',
    faultCounts(runs),
    `${machineLine(machine, versions)} · commit ${commit}`,
  ].join('\n\n');
}

function rowOf(run: SeedSummary): string[] {
  return [
    String(run.seed),
    String(run.gateways),
    String(run.workers),
    String(run.faults.length),
    ...figuresOf(run),
    run.seconds.toFixed(0),
  ];
}

function totalOf(report: ChaosReport): string[] {
  const longest = report.longestSeedSeconds.toFixed(0);
  return ['all', '', '', String(report.faults), ...figuresOf(report), longest];
}

function figuresOf(from: Omit<SeedSummary, 'faults'> | ChaosReport): string[] {
  const counts = [from.submitted, from.acknowledged, from.lost, from.doubled, from.liars];
  const further = [from.regressions, from.badAnswers];
  const recovery = from.worstRecoveryMs === null ? '–' : (from.worstRecoveryMs / 1_000).toFixed(1);
  return [...[...counts, ...further].map((count) => grouped(count)), recovery];
}

function furtherFindings({ crashes, leaks, vacuous }: ChaosReport): string {
  return `Further: ${crashes} processes ended by themselves, after ${leaks} seeds something was left to do, ${vacuous} times too little happened to prove anything.`;
}

function faultCounts(runs: readonly SeedSummary[]): string {
  const counts = new Map<string, number>();
  for (const fault of runs.flatMap(({ faults }) => faults)) {
    counts.set(fault, (counts.get(fault) ?? 0) + 1);
  }
  const rows = [...counts].toSorted().map(([fault, count]) => [fault, String(count)]);
  return markdownTable({ head: ['fault', 'took place'], align: ['left', 'right'], rows });
}
