import type { LedgerVerdict } from './ledger-verdict.ts';
import type { SuiteOptions } from './suite.model.ts';
import type { GeneratorState, SuiteKind, Verdict } from './verdict.ts';

/** One figure that had something to hold to, of k6 or observed from outside. */
export interface ThresholdResult {
  metric: string;
  wanted: string;
  measured: number | null;
  ok: boolean;
}

export interface CaseResult {
  name: string;
  verdict: Verdict;
  reasons: string[];
  durationMs: number;
  settings: Record<string, string>;
  checks: { passed: number; failed: number; failing: string[] };
  thresholds: ThresholdResult[];
  figures: Record<string, number>;
  /** Trends and counters of the suite's own, by name. */
  metrics: Record<string, Record<string, number>>;
  generator: Omit<GeneratorState, 'mayDrop'>;
  /** Null when nobody said where the backend is. */
  ledger: LedgerVerdict | null;
}

/** The content of `results/k6/<suite>.json`. */
export interface SuiteResult {
  suite: string;
  kind: SuiteKind;
  question: string;
  verdict: Verdict;
  breakage: string | null;
  measuredAt: string;
  commit: string;
  machine: object;
  versions: Record<string, string>;
  options: SuiteOptions;
  cases: CaseResult[];
}
