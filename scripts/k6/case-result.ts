import { lagOf, ownMetrics, type CaseRun } from './case-run.ts';
import { checksOf, statisticOf, thresholdsOf } from './k6-summary.ts';
import type { CaseResult, ThresholdResult } from './suite-result.ts';
import type { Seen, SuiteCase, SuiteOptions } from './suite.model.ts';
import { type Evidence, judge, type SuiteKind } from './verdict.ts';

/** What a case came to, judged. */
export function caseResult(
  kind: SuiteKind,
  one: SuiteCase,
  options: SuiteOptions,
  run: CaseRun,
): CaseResult {
  const seen = seenOf(run, options);
  const ofK6 = thresholdsOf(run.summary).sort((a, b) => a.metric.localeCompare(b.metric));
  const thresholds = [...ofK6, ...(one.judge?.(seen) ?? [])].map(
    ({ measured, ...rest }): ThresholdResult => ({ ...rest, measured: measured ?? null }),
  );
  const evidence = evidenceOf(kind, one, run, thresholds);
  const { mayDrop: _, ...generator } = evidence.generator;
  return {
    name: one.name,
    ...judge(evidence),
    durationMs: run.summary.state.testRunDurationMs,
    settings: one.stack.env ?? {},
    checks: checksOf(run.summary),
    thresholds,
    figures: { ...one.figures?.(seen), ...run.growth },
    metrics: ownMetrics(run.summary),
    generator,
    ledger: run.settled?.verdict ?? null,
  };
}

function evidenceOf(
  kind: SuiteKind,
  one: SuiteCase,
  { end, summary, journal, settled }: CaseRun,
  thresholds: readonly ThresholdResult[],
): Evidence {
  return {
    kind,
    exitCode: end.exitCode,
    lastWords: end.exitCode === 0 ? '' : (journal.complaints.at(-1) ?? end.lastWords.trim()),
    generator: {
      cpuShare: end.cpuShare,
      lagP99Ms: lagOf(summary),
      droppedIterations: statisticOf(summary, 'dropped_iterations', 'count') ?? 0,
      mayDrop: one.mayDrop === true,
    },
    counted: statisticOf(summary, 'orders_accepted', 'count') ?? 0,
    journalled: journal.accepted.size,
    brokenThresholds: thresholds.filter(({ ok }) => !ok).map(describe),
    ledgerViolations: settled?.verdict.violations ?? [],
  };
}

function describe({ metric, wanted, measured }: ThresholdResult): string {
  return `${metric}: ${wanted}, measured ${measured ?? 'nothing'}`;
}

function seenOf({ summary, samples, journal, settled }: CaseRun, options: SuiteOptions): Seen {
  return {
    samples,
    journal,
    options,
    statistic: (metric, name) => statisticOf(summary, metric, name),
    savedAtMs: settled?.savedAtMs ?? [],
  };
}
