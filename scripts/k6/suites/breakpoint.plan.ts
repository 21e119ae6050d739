import { kneeOf, type LoadStep } from '../knee.ts';
import type { Seen, SuiteOptions, SuitePlan } from '../suite.model.ts';
import { LONGEST_LAG_MS } from '../verdict.ts';

const WIDE = { env: { ORDER_CONCURRENCY: '64' }, profile: 'unbounded' };

const DEFAULTS = { from: 250, steps: 8, factor: 1.5, 'step-seconds': 5 };

export const BREAKPOINT: SuitePlan = {
  kind: 'experiment',
  options: DEFAULTS,
  cases: (options) => [
    {
      name: '',
      stack: WIDE,
      mayDrop: true,
      lagP99Ms: (seen) => lagUpToKnee(stepsOf(seen, options)),
      figures: (seen) => stepFigures(stepsOf(seen, options)),
    },
  ],
};

/** The rates that the script tries, computed as it does. */
export function stepRates({
  from,
  steps,
  factor,
}: Omit<typeof DEFAULTS, 'step-seconds'>): number[] {
  return Array.from({ length: steps }, (_, step) => Math.round(from * factor ** step));
}

function stepsOf({ statistic }: Seen, options: SuiteOptions): LoadStep[] {
  const set = { ...DEFAULTS, ...options };
  return stepRates(set).map((offeredPerSecond) => {
    const of = (name: string) => statistic(`step_time{scenario:step_${offeredPerSecond}}`, name);
    return {
      offeredPerSecond,
      answeredPerSecond: (of('count') ?? 0) / set['step-seconds'],
      p99Ms: of('p(99)') ?? 0,
      lagP99Ms: statistic(`generator_lag{step:${offeredPerSecond}}`, 'p(99)') ?? 0,
    };
  });
}

/** Beyond the knee a late generator is no news; even the first step has to be believed. */
function lagUpToKnee(steps: readonly LoadStep[]): number | undefined {
  const [first] = steps;
  const knee = kneeOf(steps) ?? first?.offeredPerSecond ?? 0;
  const believed = steps.filter(({ offeredPerSecond }) => offeredPerSecond <= knee);
  return believed.length === 0 ? undefined : Math.max(...believed.map(({ lagP99Ms }) => lagP99Ms));
}

function stepFigures(steps: readonly LoadStep[]): Record<string, number> {
  const knee = kneeOf(steps);
  const late = steps.find(({ lagP99Ms }) => lagP99Ms > LONGEST_LAG_MS);
  const entries = steps.flatMap(({ offeredPerSecond, answeredPerSecond, p99Ms, lagP99Ms }) => [
    [`${offeredPerSecond}/s offered: answered per second`, answeredPerSecond] as const,
    [`${offeredPerSecond}/s offered: p99 ms`, p99Ms] as const,
    [`${offeredPerSecond}/s offered: generator late by ms (p99)`, lagP99Ms] as const,
  ]);
  return Object.fromEntries([
    ...(knee === undefined ? [] : [['knee: orders per second', knee] as const]),
    ...(late ? [['generator late from orders per second', late.offeredPerSecond] as const] : []),
    ...entries,
  ]);
}
