import { Progress } from '../../../bench/measure/progress.ts';
import { grouped } from '../../../bench/measure/text-table.ts';
import type { RunVerdict } from '../check/check-run.ts';
import type { SeedPlan } from '../run/chaos-session.ts';
import type { RunMoment } from '../run/run-seed.ts';
import { explainViolations } from './explain-violations.ts';
import { isClean, type SeedSummary } from './seed-summary.ts';

/** Where nobody sees a moving line, one that stays comes this often. */
const PLAIN_INTERVAL_MS = 10_000;
const EXPLAINED = 5;

/** Tells somebody who waits what goes on. */
export class RunNarrator {
  readonly #progress = new Progress();
  readonly #isTerminal = process.stderr.isTTY;
  #lastMs = 0;

  say(line: string): void {
    this.#progress.line(line);
  }

  begins({ seed, shape, faults }: SeedPlan): void {
    this.#lastMs = 0;
    const listed = faults.map(({ atMs, name }) => `${seconds(atMs)} ${name}`);
    this.say(`seed ${seed}: ${shape.gateways} gateways, ${shape.workers} workers`);
    this.say(`  ${listed.join(' · ')}`);
  }

  moment(seed: number, { phase, elapsedMs, tally, faults }: RunMoment): void {
    const now = faults.length > 0 ? faults.join(', ') : phase;
    const counts = [
      `${grouped(tally.submitted)} submitted`,
      `${grouped(tally.acknowledged)} acknowledged`,
      `${grouped(tally.open)} open`,
    ];
    const line = [`seed ${seed}`, seconds(elapsedMs), ...counts, `now: ${now}`].join(' · ');
    if (this.#isTerminal) return this.#progress.live(line);
    if (elapsedMs - this.#lastMs < PLAIN_INTERVAL_MS) return;
    this.#lastMs = elapsedMs;
    this.say(`  ${line}`);
  }

  ended(summary: SeedSummary, verdict: RunVerdict): void {
    const { seed, faults, submitted, acknowledged, worstRecoveryMs } = summary;
    const facts = [
      `${faults.length} faults`,
      `${grouped(submitted)} submitted`,
      `${grouped(acknowledged)} acknowledged`,
      `${summary.lost} lost`,
      `${summary.doubled} doubled`,
      `${summary.liars} liars`,
      `${summary.regressions} regressions`,
      `${summary.badAnswers} bad answers`,
      `${summary.leaks} leaks`,
      ...(worstRecoveryMs === null ? [] : [`recovery ${seconds(worstRecoveryMs)}`]),
      `took ${summary.seconds.toFixed(0)} s`,
    ];
    this.say(`${isClean(summary) ? '✓' : '✗'} seed ${seed}: ${facts.join(', ')}`);
    if (verdict.violations.length > 0) this.say(explainViolations(verdict.violations, EXPLAINED));
  }
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
