import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../bench/measure/cli-options.ts';
import { describeCommit, describeMachine, describeVersions } from '../../bench/measure/machine.ts';
import type { Resources } from '../../bench/measure/resources.ts';
import { copyBuild } from '../../test/chaos/cluster/build-copy.ts';
import { PROJECT_FOLDER } from '../stack/project.ts';
import { unmetNeeds, visibleSettings } from './case-needs.ts';
import { caseResult, skippedResult } from './case-result.ts';
import { runCase } from './case-run.ts';
import { CaseStacks, type Place, type StackGround } from './case-stack.ts';
import type { K6Program } from './k6-program.ts';
import { LentBackend } from './lent-backend.ts';
import { SUITES } from './suite-catalogue.ts';
import type { CaseResult, SuiteResult } from './suite-result.ts';
import type { Breakage, SuiteCase, SuiteOptions, SuitePlan } from './suite.model.ts';
import { worstOf } from './verdict.ts';

export interface SuiteRunOptions {
  options: SuiteOptions;
  /** Only these cases; empty: all. */
  cases: readonly string[];
  breakage: string | undefined;
  /** Somebody vouches for settings of the given system that cannot be seen. */
  isFitting?: boolean;
}

export interface SuiteListener {
  /** What goes on now, in a few words. */
  progress: (text: string, one: SuiteCase) => void;
  caseEnded: (result: CaseResult) => void;
}

export const RESULTS_FOLDER = join('results', 'k6');

/** Runs suites one after the other, on stacks of its own or against a system that somebody gave. */
export class SuiteRunner {
  private readonly program: K6Program;
  private readonly given: Place | undefined;
  private readonly stacks: CaseStacks;
  private readonly lent: LentBackend;
  private readonly folder: string;
  private readonly signal: AbortSignal;

  private constructor(
    program: K6Program,
    given: Place | undefined,
    ground: StackGround,
    resources: Resources,
  ) {
    this.program = program;
    this.given = given;
    this.folder = ground.folder;
    this.stacks = new CaseStacks(resources, ground);
    this.lent = new LentBackend(resources);
    this.signal = resources.signal;
  }

  /** Builds the apps when it has to start them, and puts them where no later build reaches them. */
  static async prepare(
    program: K6Program,
    given: Place | undefined,
    resources: Resources,
  ): Promise<SuiteRunner> {
    const folder = await resources.folder();
    const entries = given ? undefined : await copyBuild(join(folder, 'dist'));
    return new SuiteRunner(program, given, { folder, entries }, resources);
  }

  async run(suite: string, run: SuiteRunOptions, listener: SuiteListener): Promise<SuiteResult> {
    const plan = planOf(suite);
    const breakage = breakageOf(plan, run.breakage, this.given);
    mkdirSync(join(PROJECT_FOLDER, RESULTS_FOLDER), { recursive: true });
    const cases: CaseResult[] = [];
    for (const one of casesOf(plan, run)) {
      this.signal.throwIfAborted();
      const unmet = await this.unmet(one, run.isFitting === true);
      const result =
        unmet.length > 0
          ? skippedResult(one, unmet)
          : await this.runOne(suite, one, { ...run, breakage }, listener);
      listener.caseEnded(result);
      cases.push(result);
    }
    return {
      suite,
      kind: plan.kind,
      question: questionOf(suite),
      verdict: worstOf(cases.map(({ verdict }) => verdict)),
      breakage: breakage?.what ?? null,
      measuredAt: new Date().toISOString(),
      commit: describeCommit(),
      machine: describeMachine(),
      versions: { ...describeVersions(), k6: this.program.version },
      options: run.options,
      cases,
    };
  }

  /** A stack of ours has what a case needs: it was made for it. */
  private async unmet(one: SuiteCase, isTrusted: boolean): Promise<string[]> {
    if (!this.given) return [];
    const visible = one.needs ? await visibleSettings(this.given) : {};
    const hasBackend = this.given.backendUrl !== undefined;
    return unmetNeeds(one, { visible, hasBackend, isTrusted });
  }

  private async placeFor(
    one: SuiteCase,
    breakage: Breakage | undefined,
    listener: SuiteListener,
  ): Promise<Place> {
    if (this.given) return this.lent.borrow(this.given, one);
    listener.progress('starting the stack', one);
    return this.stacks.provide(one.stack, breakage);
  }

  private async runOne(
    suite: string,
    one: SuiteCase,
    { options, breakage }: { options: SuiteOptions; breakage: Breakage | undefined },
    listener: SuiteListener,
  ): Promise<CaseResult> {
    const run = await runCase({
      suite,
      one,
      options,
      place: await this.placeFor(one, breakage, listener),
      program: this.program,
      workFolder: this.folder,
      htmlFile: join(RESULTS_FOLDER, `${reportName(suite, breakage)}${suffix(one)}.html`),
      runId: Date.now().toString(36),
      onProgress: (text) => listener.progress(text, one),
      signal: this.signal,
    });
    await this.lent.giveBack();
    // What was cut short must not look like a result.
    this.signal.throwIfAborted();
    return caseResult(planOf(suite).kind, one, options, run);
  }
}

/** What was broken on purpose must not lie where somebody looks for the real thing. */
export function reportName(suite: string, breakage: object | string | null | undefined): string {
  return breakage ? `${suite}.broken` : suite;
}

function suffix({ name }: SuiteCase): string {
  return name === '' ? '' : `.${name}`;
}

/** What the suite asks, of the head of its script. */
export function questionOf(suite: string): string {
  const script = readFileSync(join(PROJECT_FOLDER, 'k6', 'suites', `${suite}.ts`), 'utf8');
  return /^\/\*\* (.+?) \*\//.exec(script)?.[1] ?? '';
}

function planOf(suite: string): SuitePlan {
  const plan = SUITES[suite];
  if (!plan) throw new UsageError(`There is no suite "${suite}".`);
  return plan;
}

/** A suite that has none of the named cases was not meant by them. */
function casesOf(plan: SuitePlan, { options, cases }: SuiteRunOptions): SuiteCase[] {
  const all = plan.cases(options);
  const named = all.filter(({ name }) => cases.includes(name));
  return named.length > 0 ? named : all;
}

function breakageOf(
  { breakages = {} }: SuitePlan,
  name: string | undefined,
  given: Place | undefined,
): Breakage | undefined {
  if (name === undefined) return undefined;
  if (given) throw new UsageError('--break needs a stack of its own: unset BASE_URL.');
  const found = breakages[name];
  if (found) return found;
  throw new UsageError(`--break takes one of: ${Object.keys(breakages).join(', ') || 'none here'}`);
}
