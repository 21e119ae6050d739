import type { Violation, ViolationKind } from '../check/violation.ts';
import type { SeedPlan } from '../run/chaos-session.ts';
import type { SeedResult } from '../run/run-seed.ts';

/** What the report says of one seed. */
export interface SeedSummary {
  seed: number;
  gateways: number;
  workers: number;
  /** Those that took place, in the order of their moments. */
  faults: string[];
  submitted: number;
  acknowledged: number;
  ended: Record<string, number>;
  lost: number;
  doubled: number;
  liars: number;
  regressions: number;
  badAnswers: number;
  crashes: number;
  leaks: number;
  late: number;
  vacuous: number;
  /** Of the kills that no other fault disturbed; null when there was none. */
  worstRecoveryMs: number | null;
  /** From the start of the first process to the verdict. */
  seconds: number;
}

export function summarize(plan: SeedPlan, result: SeedResult, seconds: number): SeedSummary {
  const { verdict, recoveries, events } = result;
  const played = events.filter((event) => event.kind === 'fault' && event.tookPlace);
  const clean = recoveries.filter(({ disturbed }) => !disturbed);
  return {
    seed: plan.seed,
    ...plan.shape,
    faults: played.flatMap((event) => (event.kind === 'fault' ? [event.fault] : [])),
    submitted: verdict.submitted,
    acknowledged: verdict.acknowledged,
    ended: verdict.ended,
    ...countViolations(verdict.violations),
    worstRecoveryMs: worstOf(clean.map(({ recoveryMs }) => recoveryMs)),
    seconds: Math.round(seconds * 10) / 10,
  };
}

const NAMES: Record<ViolationKind, keyof ViolationCounts> = {
  lost: 'lost',
  doubled: 'doubled',
  liar: 'liars',
  regression: 'regressions',
  badAnswer: 'badAnswers',
  crash: 'crashes',
  leak: 'leaks',
  late: 'late',
  vacuous: 'vacuous',
};

export type ViolationCounts = Pick<
  SeedSummary,
  | 'lost'
  | 'doubled'
  | 'liars'
  | 'regressions'
  | 'badAnswers'
  | 'crashes'
  | 'leaks'
  | 'late'
  | 'vacuous'
>;

export function countViolations(violations: readonly Violation[]): ViolationCounts {
  const counts: ViolationCounts = {
    lost: 0,
    doubled: 0,
    liars: 0,
    regressions: 0,
    badAnswers: 0,
    crashes: 0,
    leaks: 0,
    late: 0,
    vacuous: 0,
  };
  for (const { kind } of violations) counts[NAMES[kind]] += 1;
  return counts;
}

/** The largest; null of none. */
export function worstOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}

export function isClean(counts: ViolationCounts): boolean {
  return Object.values(NAMES).every((name) => counts[name] === 0);
}
