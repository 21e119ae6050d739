import { join } from 'node:path';
import { runToTheEnd } from './run/run-to-the-end.ts';
import { findFakeTime } from '../../scripts/stack/fake-time.ts';
import { PROJECT_FOLDER } from '../../scripts/stack/project.ts';
import { readChaosOptions, type ChaosOptions } from './chaos-options.ts';
import { copyBuild } from './cluster/build-copy.ts';
import { RunNarrator } from './report/run-narrator.ts';
import { isClean, summarize, type SeedSummary } from './report/seed-summary.ts';
import { RESULTS_FOLDER, writeReport, writeSeed } from './report/write-report.ts';
import { ChaosSession, planSeed, type SeedPlan } from './run/chaos-session.ts';
import { SOAK_SETTINGS, SOAK_SHAPE } from './run/run-options.ts';
import type { SeedResult } from './run/run-seed.ts';

const MINUTE_MS = 60_000;

await runToTheEnd(async (resources) => {
  const options = readChaosOptions(
    process.argv.slice(2),
    process.pid + Math.floor(Date.now() / 1_000),
  );
  const narrator = new RunNarrator();
  const folder = await resources.folder();
  const entries = await copyBuild(join(folder, 'dist'));
  // In a soak no clock is set: with its short retention every record would be gone at once.
  const fakeTime = options.minutes ? undefined : await findFakeTime((line) => narrator.say(line));
  const session = new ChaosSession({
    entries,
    dataFolder: join(folder, 'data'),
    resultsFolder: join(PROJECT_FOLDER, RESULTS_FOLDER),
    ratePerSecond: options.ratePerSecond,
    windowMs: options.windowMs,
    leastFaults: options.leastFaults,
    fakeTime,
    signal: resources.signal,
  });
  resources.keep(() => session.close());
  const runs = options.minutes
    ? await soak(session, options, narrator)
    : await playSeeds(session, options, narrator);
  conclude(runs, options, narrator);
});

/** Each seed on processes of its own: a run can be repeated by its seed alone. */
async function playSeeds(
  session: ChaosSession,
  { seeds, firstSeed, windowMs }: ChaosOptions,
  narrator: RunNarrator,
): Promise<SeedSummary[]> {
  const runs: SeedSummary[] = [];
  for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
    const plan = planSeed(seed, windowMs);
    runs.push(await playSeed(plan, narrator, (onMoment) => session.play(plan, onMoment)));
  }
  return runs;
}

/** Seed after seed on the same processes, as long as the time lasts. */
async function soak(
  session: ChaosSession,
  { minutes = 0, firstSeed, windowMs }: ChaosOptions,
  narrator: RunNarrator,
): Promise<SeedSummary[]> {
  const runs: SeedSummary[] = [];
  const endMs = performance.now() + minutes * MINUTE_MS;
  const cluster = await session.open(SOAK_SHAPE, { settings: SOAK_SETTINGS });
  for (let seed = firstSeed; performance.now() < endMs; seed += 1) {
    const plan = planSeed(seed, windowMs, SOAK_SHAPE);
    runs.push(await playSeed(plan, narrator, (onMoment) => session.playOn(plan, onMoment)));
    await cluster.forgetLedger();
  }
  return runs;
}

type Play = (onMoment: Parameters<ChaosSession['play']>[1]) => Promise<SeedResult>;

async function playSeed(plan: SeedPlan, narrator: RunNarrator, play: Play): Promise<SeedSummary> {
  const startedAtMs = performance.now();
  narrator.begins(plan);
  const result = await play((moment) => narrator.moment(plan.seed, moment));
  const summary = summarize(plan, result, (performance.now() - startedAtMs) / 1_000);
  writeSeed(plan, result, summary);
  narrator.ended(summary, result.verdict);
  return summary;
}

function conclude(
  runs: SeedSummary[],
  { ratePerSecond }: ChaosOptions,
  narrator: RunNarrator,
): void {
  const report = writeReport(runs, ratePerSecond);
  narrator.say(`written: ${join(RESULTS_FOLDER, 'report.json')}, report.md and a folder per seed`);
  process.stdout.write(
    `${report.seeds} seeds, ${report.faults} faults, ${report.submitted} submitted, ${report.acknowledged} acknowledged: ${report.lost} lost, ${report.doubled} doubled, ${report.liars} liars, ${report.regressions} regressions, ${report.badAnswers} bad answers, ${report.leaks} leaks; worst recovery ${report.worstRecoveryMs ?? '–'} ms\n`,
  );
  if (!isClean(report)) process.exitCode = 1;
}
