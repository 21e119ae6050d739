import type { CaseResult, SuiteResult } from '../suite-result.ts';

/** One figure that is worth following from run to run. */
export interface HeadlineFigure {
  /** `burst-150 sync-12s: burst_done_after max`. */
  name: string;
  value: number;
  /** Whether more of it is better. */
  isMoreBetter: boolean;
}

/** Of each metric the statistic that people ask for; what is not listed is not followed. */
const METRICS: [pattern: RegExp, statistic: string, isMoreBetter: boolean][] = [
  [/^accept_time(\{phase:.*\})?$/, 'p(99)', false],
  [/^completion_time\{/, 'p(95)', false],
  [/^bridge_time$/, 'p(95)', false],
  [/^http_req_duration\{name:/, 'p(99)', false],
  [/^burst_done_after$/, 'max', false],
];

const OUTSIDE: [pattern: RegExp, isMoreBetter: boolean][] = [
  [/^goodput /, true],
  [/^seconds until /, false],
];

const FIGURES: [pattern: RegExp, isMoreBetter: boolean][] = [
  [/^saved\/min$/, true],
  [/^latency ms$/, false],
  [/^knee: /, true],
  [/last quarter$/, false],
  [/^resources that grew /, false],
];

/** None of a run that failed or was invalid: its figures speak of something else. */
export function headlineFigures({ suite, cases }: SuiteResult): HeadlineFigure[] {
  return cases
    .filter(({ verdict }) => verdict === 'passed' || verdict === 'recorded')
    .flatMap((one) => {
      const prefix = [suite, one.name].filter((it) => it !== '').join(' ');
      return figuresOf(one).map((it) => ({ ...it, name: `${prefix}: ${it.name}` }));
    });
}

function figuresOf({ metrics, thresholds, figures }: CaseResult): HeadlineFigure[] {
  const ofMetrics = Object.entries(metrics).flatMap(([metric, values]) =>
    METRICS.filter(([pattern]) => pattern.test(metric)).flatMap(([, statistic, isMoreBetter]) => {
      const value = values[statistic];
      return value === undefined ? [] : [{ name: `${metric} ${statistic}`, value, isMoreBetter }];
    }),
  );
  const outside = thresholds.flatMap(({ metric, measured }) =>
    matching(OUTSIDE, metric, measured ?? undefined),
  );
  const others = Object.entries(figures).flatMap(([name, value]) => matching(FIGURES, name, value));
  return [...ofMetrics, ...outside, ...others];
}

function matching(
  patterns: readonly [RegExp, boolean][],
  name: string,
  value: number | undefined,
): HeadlineFigure[] {
  const found = patterns.find(([pattern]) => pattern.test(name));
  return found && value !== undefined ? [{ name, value, isMoreBetter: found[1] }] : [];
}
