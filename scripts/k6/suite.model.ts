import type { Patch } from '../../test/chaos/mutants/mutant.ts';
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
  /** Without these the case says nothing; a system that somebody gave has to have them. */
  needs?: CaseNeeds;
  /** For the script alone, beside the options. */
  env?: Record<string, string>;
  mayDrop?: boolean;
  /** How late the generator was where it counts; everywhere, when left out. */
  lagP99Ms?: (seen: Seen) => number | undefined;
  /** Profile of the backend from the end of the load on, so that what was accepted can end. */
  profileAfter?: string | object;
  /** Whether memory, handles and keys are watched; it takes a long run to mean anything. */
  isWatched?: boolean;
  /** What k6 cannot see: thresholds over what was observed from outside. */
  judge?: (seen: Seen) => OutsideThreshold[];
  /** Figures of the case for the record, of the same sources. */
  figures?: (seen: Seen) => Record<string, number>;
}

export interface CaseNeeds {
  /** Names among the stack's settings. */
  settings: readonly string[];
  /** Whether the backend has to behave as the stack's profile says. */
  profile: boolean;
}

/** The part of the stack that a case decides about. */
export interface CaseStack extends Pick<StackOptions, 'env' | 'profile' | 'workers' | 'gateways'> {
  /** Warmed up once, and free of garbage before each case: for figures held against a benchmark's. */
  isWarm?: boolean;
}

/** What is changed before the run, in settings or code, or done to the running stack. */
export interface Breakage {
  what: string;
  env?: Record<string, string>;
  /** Services to stop, by the beginning of their names. */
  stops?: string;
  /** Changes of the built code. */
  patches?: Patch[];
  /** Part of what the suite has to complain of; a failure over anything else notices nothing. */
  breaks: string;
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
