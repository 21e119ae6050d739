import { spread, type Spread } from '../../../bench/measure/statistics.ts';
import type { SuiteResult } from '../suite-result.ts';
import { headlineFigures } from './headline-figures.ts';

export interface ComparedFigure {
  name: string;
  now: number;
  /** Over the earlier runs; undefined when none has it. */
  before: Spread | undefined;
  /** Now against the earlier median. */
  ratio: number | undefined;
  trend: 'better' | 'worse' | 'as before' | 'new';
}

/** Within a fifth of the median a shared machine says nothing, however close its runs lay. */
const NOISE = 0.2;

/**
 * The latest runs against earlier ones. A figure counts as changed when it lies outside of all the
 * earlier ones and further than the noise from their median.
 */
export function compareRuns(
  now: readonly SuiteResult[],
  earlier: readonly SuiteResult[],
): ComparedFigure[] {
  const past = new Map<string, number[]>();
  for (const { name, value } of earlier.flatMap(headlineFigures)) {
    past.set(name, [...(past.get(name) ?? []), value]);
  }
  return now.flatMap(headlineFigures).map(({ name, value, isMoreBetter }) => {
    const values = past.get(name);
    if (!values) return { name, now: value, before: undefined, ratio: undefined, trend: 'new' };
    const before = spread(values);
    const ratio = before.median === 0 ? undefined : value / before.median;
    return { name, now: value, before, ratio, trend: trendOf(value, before, isMoreBetter) };
  });
}

function trendOf(
  value: number,
  { median, min, max }: Spread,
  isMoreBetter: boolean,
): ComparedFigure['trend'] {
  const isWithin = value >= min && value <= max;
  if (isWithin || Math.abs(value - median) <= Math.abs(median) * NOISE) return 'as before';
  return value > median === isMoreBetter ? 'better' : 'worse';
}
