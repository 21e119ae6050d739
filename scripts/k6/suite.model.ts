import type { StackOptions } from '../stack/stack.ts';
import type { Sample } from './observation.ts';
import type { RunJournal } from './run-journal.ts';
import type { SuiteKind } from './verdict.ts';

export type SuiteOptions = Readonly<Record<string, number>>;

/** A suite as `npm run k6` knows it; what it asks stands at the head of its script. */
export interface SuitePlan {
  kind: SuiteKind;
  /** What can be set by `--name value`, with what holds otherwise. */
  options: SuiteOptions;
  /** One after the other; those with the same stack share it. */
  cases: (options: SuiteOptions) => SuiteCase[];
  /** Left out of `gates` and `experiments` unless it is named: it takes too long. */
  onlyByName?: boolean;
  /** Ways to break what the suite is about; each has to make it fail. */
  breakages?: Record<string, Breakage>;
}

export interface SuiteCase {
  /** Empty when it is the only one. */
  name: string;
  stack: CaseStack;
  /** For the script alone, beside the options. */
  env?: Record<string, string>;
  mayDrop?: boolean;
  /** Profile of the backend from the end of the load on, so that what was accepted can end. */
  profileAfter?: string | object;
  /** Whether memory, handles and keys are watched; it takes a long run to mean anything. */
  isWatched?: boolean;
  /** What k6 cannot see: thresholds over what was observed from outside. */
  judge?: (seen: Seen) => OutsideThreshold[];
  /** Figures of the case for the record, of the same sources. */
  figures?: (seen: Seen) => Record<string, number>;
}

/** The part of the stack that a case decides about. */
export type CaseStack = Pick<StackOptions, 'env' | 'profile' | 'workers' | 'gateways'>;

/** What a breakage changes before the run, or does to the running stack. */
export interface Breakage {
  what: string;
  env?: Record<string, string>;
  /** Services to stop, by the beginning of their names. */
  stops?: string;
}

export interface Seen {
  samples: readonly Sample[];
  journal: RunJournal;
  options: SuiteOptions;
  /** One statistic of k6's summary. */
  statistic: (metric: string, name: string) => number | undefined;
  /** Rows of the backend's ledger: when each was saved (ms since 1970). */
  savedAtMs: readonly number[];
}

export interface OutsideThreshold {
  metric: string;
  wanted: string;
  measured: number | undefined;
  ok: boolean;
}
