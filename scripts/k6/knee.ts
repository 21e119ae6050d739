import { LONGEST_LAG_MS } from './verdict.ts';

/** What one step of a rising load came to. */
export interface LoadStep {
  offeredPerSecond: number;
  answeredPerSecond: number;
  p99Ms: number;
  /** Of the generator, while it offered that much. */
  lagP99Ms: number;
}

/** Below this share of the offer, orders pile up somewhere. */
const LEAST_ANSWERED = 0.97;

/** Slower than so many times the first step, at least so slow, is past the knee. */
const SLOWER_BY = 5;
const SLOW_MS = 50;

/**
 * The highest rate before the first step that is too slow, not answered, or not to be believed because
 * the generator was late itself; undefined when even the first one is.
 */
export function kneeOf(steps: readonly LoadStep[]): number | undefined {
  const slowMs = Math.max(SLOW_MS, (steps[0]?.p99Ms ?? 0) * SLOWER_BY);
  const bent = steps.findIndex(
    ({ offeredPerSecond, answeredPerSecond, p99Ms, lagP99Ms }) =>
      answeredPerSecond < offeredPerSecond * LEAST_ANSWERED ||
      p99Ms > slowMs ||
      lagP99Ms > LONGEST_LAG_MS,
  );
  return (bent < 0 ? steps.at(-1) : steps[bent - 1])?.offeredPerSecond;
}
