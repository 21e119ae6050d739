import { lagOf, ownMetrics, type CaseRun } from './case-run.ts';
import { checksOf, statisticOf, thresholdsOf } from './k6-summary.ts';
import type { CaseResult, ThresholdResult } from './suite-result.ts';
import type { Seen, SuiteCase, SuiteOptions } from './suite.model.ts';
import { type Evidence, type GeneratorState, judge, type SuiteKind } from './verdict.ts';

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
  const checks = checksOf(run.summary);
  const lagP99Ms = one.lagP99Ms ? one.lagP99Ms(seen) : lagOf(run.summary);
  const evidence = evidenceOf(kind, run, thresholds, {
    checked: checks.passed + checks.failed,
    generator: generatorOf(run, lagP99Ms, one.mayDrop === true),
  });
  const { mayDrop: _, ...generator } = evidence.generator;
  return {
    name: one.name,
    ...judge(evidence),
    durationMs: run.summary.state.testRunDurationMs,
    settings: one.stack.env ?? {},
    checks,
    thresholds,
    figures: { ...one.figures?.(seen), ...run.growth },
    metrics: ownMetrics(run.summary),
    generator,
    ledger: run.settled?.verdict ?? null,
  };
}

/** Of a case that the given system cannot be asked. */
export function skippedResult({ name }: SuiteCase, reasons: string[]): CaseResult {
  return {
    name,
    verdict: 'skipped',
    reasons,
    durationMs: 0,
    settings: {},
    checks: { passed: 0, failed: 0, failing: [] },
    thresholds: [],
    figures: {},
    metrics: {},
    generator: { cpuShare: undefined, lagP99Ms: undefined, droppedIterations: 0 },
    ledger: null,
  };
}

function generatorOf(
  { end, summary }: CaseRun,
  lagP99Ms: number | undefined,
  mayDrop: boolean,
): GeneratorState {
  const droppedIterations = statisticOf(summary, 'dropped_iterations', 'count') ?? 0;
  return { cpuShare: end.cpuShare, lagP99Ms, droppedIterations, mayDrop };
}

function evidenceOf(
  kind: SuiteKind,
  { end, summary, journal, settled }: CaseRun,
  thresholds: readonly ThresholdResult[],
  measured: Pick<Evidence, 'checked' | 'generator'>,
): Evidence {
  return {
    ...measured,
    kind,
    exitCode: end.exitCode,
    lastWords: end.exitCode === 0 ? '' : (journal.complaints.at(-1) ?? end.lastWords.trim()),
    scriptErrors: journal.scriptErrors,
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
