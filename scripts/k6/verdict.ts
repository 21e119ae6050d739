/** What a run was worth; `skipped` is a case that a given system cannot be asked. */
export type Verdict = 'passed' | 'failed' | 'invalid' | 'recorded' | 'skipped';

export type SuiteKind = 'gate' | 'experiment';

/** Whatever speaks for or against believing a run. */
export interface Evidence {
  kind: SuiteKind;
  exitCode: number;
  lastWords: string;
  generator: GeneratorState;
  /** What the script threw; whatever it would have checked after that went unchecked. */
  scriptErrors: readonly string[];
  /** Checks that were made, passed or not. */
  checked: number;
  /** Accepted orders by the suite's own count and by its journal. */
  counted: number;
  journalled: number;
  brokenThresholds: readonly string[];
  ledgerViolations: readonly string[];
}

export interface GeneratorState {
  /** Of all cores. */
  cpuShare: number | undefined;
  /** 99 % of the metronome's beats came at most so late. */
  lagP99Ms: number | undefined;
  droppedIterations: number;
  /** A suite that looks for its own end may drop what it cannot send. */
  mayDrop: boolean;
}

export interface Judgement {
  verdict: Verdict;
  reasons: string[];
}

/** Beyond these the generator measures itself. */
export const MOST_CPU_SHARE = 0.85;
export const LONGEST_LAG_MS = 100;

/** k6's own codes: all went well; a threshold was broken. */
const K6_DONE = [0, 99];

/**
 * A lost or doubled order is a failure whatever the generator was like. After that comes whether the
 * load was what it says; only then what the system made of it.
 */
export function judge(evidence: Evidence): Judgement {
  const { kind, ledgerViolations, brokenThresholds, scriptErrors } = evidence;
  if (ledgerViolations.length > 0) {
    return { verdict: 'failed', reasons: [...some(ledgerViolations), ...some(brokenThresholds)] };
  }
  const doubts = doubtsAbout(evidence);
  if (doubts.length > 0) return { verdict: 'invalid', reasons: doubts };
  const isBroken = kind === 'gate' && brokenThresholds.length > 0;
  const cutShort = cutShortBy(scriptErrors);
  // An answer that makes the script break as well as a check is the system's fault.
  if (isBroken) return { verdict: 'failed', reasons: some([...brokenThresholds, ...cutShort]) };
  if (cutShort.length > 0) return { verdict: 'invalid', reasons: cutShort };
  if (kind === 'experiment') return { verdict: 'recorded', reasons: some(brokenThresholds) };
  return { verdict: 'passed', reasons: [] };
}

function cutShortBy(scriptErrors: readonly string[]): string[] {
  const [first] = scriptErrors;
  return first === undefined
    ? []
    : [`the script broke ${scriptErrors.length} times, the rest of it unchecked: ${first}`];
}

/** Why the run says nothing about the system. */
function doubtsAbout(evidence: Evidence): string[] {
  const { exitCode, lastWords, counted, journalled, checked } = evidence;
  const doubts = doubtsAboutGenerator(evidence.generator);
  if (!K6_DONE.includes(exitCode)) doubts.push(`k6 ended with exit code ${exitCode}: ${lastWords}`);
  if (evidence.kind === 'gate' && checked === 0) doubts.push('nothing was checked');
  if (counted !== journalled) {
    doubts.push(`${counted} orders were accepted, but ${journalled} noted`);
  }
  return doubts;
}

function doubtsAboutGenerator(generator: GeneratorState): string[] {
  const { cpuShare, lagP99Ms, droppedIterations, mayDrop } = generator;
  const doubts: string[] = [];
  if (droppedIterations > 0 && !mayDrop) {
    doubts.push(`the generator dropped ${droppedIterations} iterations: the load was not sent`);
  }
  if (cpuShare !== undefined && cpuShare > MOST_CPU_SHARE) {
    doubts.push(`the generator used ${Math.round(cpuShare * 100)} % of all cores`);
  }
  if (lagP99Ms !== undefined && lagP99Ms > LONGEST_LAG_MS) {
    doubts.push(`the generator was ${Math.round(lagP99Ms)} ms late (p99)`);
  }
  return doubts;
}

const MOST_REASONS = 10;

function some(reasons: readonly string[]): string[] {
  const more = reasons.length - MOST_REASONS;
  return more > 0 ? [...reasons.slice(0, MOST_REASONS), `and ${more} more`] : [...reasons];
}

/**
 * The worst of several; a suite is worth what its worst case is. What was skipped says nothing, and
 * where all was skipped nothing is known.
 */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  const byWeight: readonly Verdict[] = ['failed', 'invalid', 'passed', 'recorded'];
  return byWeight.find((it) => verdicts.includes(it)) ?? 'invalid';
}

/** `failed` and `invalid` are told apart by whoever calls us, too. */
export const EXIT_CODES: Record<Verdict, number> = {
  passed: 0,
  recorded: 0,
  failed: 1,
  invalid: 3,
  skipped: 3,
};
