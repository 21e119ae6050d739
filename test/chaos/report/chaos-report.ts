import {
  describeCommit,
  describeMachine,
  describeVersions,
  type Machine,
} from '../../../bench/measure/machine.ts';
import { worstOf, type SeedSummary, type ViolationCounts } from './seed-summary.ts';

/** `results/chaos/report.json`. */
export interface ChaosReport extends ViolationCounts {
  /** How many were played, from `firstSeed` on. */
  seeds: number;
  firstSeed: number;
  faults: number;
  submitted: number;
  acknowledged: number;
  worstRecoveryMs: number | null;
  ratePerSecond: number;
  longestSeedSeconds: number;
  commit: string;
  machine: Machine;
  versions: Record<string, string>;
  runs: SeedSummary[];
}

export function chaosReport(runs: SeedSummary[], ratePerSecond: number): ChaosReport {
  const sum = (valueOf: (run: SeedSummary) => number) =>
    runs.reduce((total, run) => total + valueOf(run), 0);
  return {
    seeds: runs.length,
    firstSeed: runs[0]?.seed ?? 0,
    faults: sum(({ faults }) => faults.length),
    submitted: sum(({ submitted }) => submitted),
    acknowledged: sum(({ acknowledged }) => acknowledged),
    lost: sum(({ lost }) => lost),
    doubled: sum(({ doubled }) => doubled),
    liars: sum(({ liars }) => liars),
    regressions: sum(({ regressions }) => regressions),
    badAnswers: sum(({ badAnswers }) => badAnswers),
    crashes: sum(({ crashes }) => crashes),
    leaks: sum(({ leaks }) => leaks),
    late: sum(({ late }) => late),
    vacuous: sum(({ vacuous }) => vacuous),
    worstRecoveryMs: worstOf(runs.map((run) => run.worstRecoveryMs)),
    ratePerSecond,
    longestSeedSeconds: worstOf(runs.map(({ seconds }) => seconds)) ?? 0,
    commit: describeCommit(),
    machine: describeMachine(),
    versions: describeVersions(),
    runs,
  };
}
