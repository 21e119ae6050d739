import { join } from 'node:path';
import { writeResult } from '../../../bench/measure/report-writer.ts';
import { grouped } from '../../../bench/measure/text-table.ts';
import type { SeedPlan } from '../run/chaos-session.ts';
import type { SeedResult } from '../run/run-seed.ts';
import { chaosReport, type ChaosReport } from './chaos-report.ts';
import { explainViolations } from './explain-violations.ts';
import { reportMarkdown } from './report-markdown.ts';
import type { SeedSummary } from './seed-summary.ts';
import { drawTimeline } from './timeline/draw-timeline.ts';
import { timelineOf } from './timeline/timeline.model.ts';

export const RESULTS_FOLDER = join('results', 'chaos');

/** A seed's plan, picture and, if there are any, violations, beside its history. */
export function writeSeed(plan: SeedPlan, result: SeedResult, summary: SeedSummary): void {
  const folder = join(RESULTS_FOLDER, String(plan.seed));
  const faults = plan.faults.map(({ name, target, atMs, durationMs, detail }) => {
    return { atMs, fault: name, target, durationMs, detail };
  });
  writeResult(folder, 'plan.json', { seed: plan.seed, ...plan.shape, faults });
  writeResult(folder, 'timeline.svg', drawTimeline(timelineOf(result.events), headOf(summary)));
  const { violations } = result.verdict;
  if (violations.length === 0) return;
  writeResult(folder, 'violations.txt', explainViolations(violations, Infinity));
}

function headOf(summary: SeedSummary): { title: string; subtitle: string } {
  const { seed, gateways, workers, submitted, acknowledged, lost, doubled, liars } = summary;
  return {
    title: `Chaos, seed ${seed}: ${summary.faults.length} faults on ${counted(gateways, 'gateway')} and ${counted(workers, 'worker')}`,
    subtitle: `${grouped(submitted)} orders submitted, ${grouped(acknowledged)} acknowledged, ${lost} lost, ${doubled} doubled, ${liars} lied about`,
  };
}

const counted = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? '' : 's'}`;

/** Writes `report.json` and `report.md`; gives the report. */
export function writeReport(runs: SeedSummary[], ratePerSecond: number): ChaosReport {
  const report = chaosReport(runs, ratePerSecond);
  writeResult(RESULTS_FOLDER, 'report.json', report);
  writeResult(RESULTS_FOLDER, 'report.md', reportMarkdown(report));
  return report;
}
