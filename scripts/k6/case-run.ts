import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setProfile } from '../stack/stack.ts';
import type { Place } from './case-stack.ts';
import { type K6End, runK6 } from './k6-process.ts';
import { K6Progress } from './k6-progress.ts';
import type { K6Program } from './k6-program.ts';
import { type K6Summary, statisticOf } from './k6-summary.ts';
import { type SettledLedger, settleLedger } from './ledger-settling.ts';
import { Observation, type Sample } from './observation.ts';
import { growth } from './resource-growth.ts';
import { ResourceWatch } from './resource-watch.ts';
import { readJournal, type RunJournal } from './run-journal.ts';
import type { SuiteCase, SuiteOptions } from './suite.model.ts';

export interface CaseRunOptions {
  suite: string;
  one: SuiteCase;
  options: SuiteOptions;
  place: Place;
  program: K6Program;
  /** For what is of no interest afterwards. */
  workFolder: string;
  /** Where the HTML report goes. */
  htmlFile: string;
  /** Of this run, within which order numbers are told apart. */
  runId: string;
  onProgress: (text: string) => void;
  signal: AbortSignal;
}

/** Everything that is known of a case when it is over. */
export interface CaseRun {
  end: K6End;
  summary: K6Summary;
  journal: RunJournal;
  samples: Sample[];
  settled: SettledLedger | undefined;
  growth: Record<string, number>;
}

/** Nothing is lost while it is being saved; this long without anything saved is another matter. */
const STALLED_AFTER_MS = 15_000;

const NO_SUMMARY: K6Summary = {
  state: { testRunDurationMs: 0 },
  metrics: {},
  root_group: { checks: [] },
};

/** Sends the load of one case, watches meanwhile, and waits until all that was accepted has ended. */
export async function runCase(run: CaseRunOptions): Promise<CaseRun> {
  const { place, one, signal } = run;
  const files = filesOf(run);
  const observation = one.judge && place.backendUrl ? new Observation(urlsOf(place)) : undefined;
  const resources = one.isWatched && place.stack ? new ResourceWatch(place.stack) : undefined;
  const progress = new K6Progress();
  try {
    const end = await runK6(run.program, {
      script: join('k6', 'suites', `${run.suite}.ts`),
      env: scriptSettings(run, files.summary),
      logFile: files.log,
      htmlFile: run.htmlFile,
      onLine: (line) => tellIf(progress.read(line), run.onProgress),
      signal,
    });
    // What comes from here on is about the ledger, and no longer about the load.
    const samples = observation?.stop() ?? [];
    await chooseProfile(place, one.profileAfter);
    const journal = readJournal(readIfThere(files.log));
    const grown = growth(resources?.stop() ?? []);
    const settled = await settle(run, journal);
    const summary = summaryOf(files.summary);
    return { end, summary, journal, samples, settled, growth: grown };
  } finally {
    observation?.stop();
    resources?.stop();
    for (const file of Object.values(files)) rmSync(file, { force: true });
  }
}

async function chooseProfile(
  { stack, isBackendLent, backendUrl }: Place,
  profile: SuiteCase['profileAfter'],
): Promise<void> {
  const isOurs = stack !== undefined || isBackendLent === true;
  if (profile !== undefined && isOurs && backendUrl) await setProfile(backendUrl, profile);
}

function tellIf(text: string | undefined, tell: (text: string) => void): void {
  if (text !== undefined) tell(text);
}

async function settle(
  run: CaseRunOptions,
  journal: RunJournal,
): Promise<SettledLedger | undefined> {
  const { place, signal, onProgress } = run;
  const { backendUrl, gatewayUrl } = place;
  if (backendUrl === undefined) return undefined;
  return settleLedger({ backendUrl, gatewayUrl, apiKey: process.env['API_KEY'] }, journal, {
    stalledAfterMs: STALLED_AFTER_MS,
    onProgress: (saved, of) =>
      onProgress(`waiting for the end of what was accepted: ${saved} of ${of} saved`),
    signal,
  });
}

function scriptSettings(
  { one, options, place, runId }: CaseRunOptions,
  summary: string,
): Record<string, string> {
  const values = Object.entries(options).map(
    ([name, value]) => [settingName(name), String(value)] as const,
  );
  const key = process.env['API_KEY'];
  return {
    ...Object.fromEntries(values),
    ...one.env,
    ...(key === undefined ? {} : { SUITE_API_KEY: key }),
    SUITE_RUN: runId,
    SUITE_SUMMARY: summary,
    BASE_URL: place.gatewayUrl,
  };
}

function settingName(option: string): string {
  return `SUITE_${option.toUpperCase().replaceAll('-', '_')}`;
}

function filesOf({ workFolder, runId }: CaseRunOptions): { log: string; summary: string } {
  const file = (kind: string) => join(workFolder, `${runId}.${kind}`);
  return { log: file('log'), summary: file('summary.json') };
}

function urlsOf({ backendUrl = '', gatewayUrl }: Place): {
  backendUrl: string;
  gatewayUrl: string;
} {
  return { backendUrl, gatewayUrl };
}

function summaryOf(file: string): K6Summary {
  const text = readIfThere(file);
  return text === '' ? NO_SUMMARY : (JSON.parse(text) as K6Summary);
}

function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** The suite's own metrics, with what k6 measures of requests; its bookkeeping left out. */
export function ownMetrics({ metrics }: K6Summary): Record<string, Record<string, number>> {
  const BOOKKEEPING = /^(data_|vus|iteration|http_req_(blocked|connecting|tls|sending|receiving))/;
  const entries = Object.entries(metrics).filter(([name]) => !BOOKKEEPING.test(name));
  return Object.fromEntries(entries.map(([name, { values }]) => [name, values]));
}

export function lagOf(summary: K6Summary): number | undefined {
  return statisticOf(summary, 'generator_lag', 'p(99)');
}
