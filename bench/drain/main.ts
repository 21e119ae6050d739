import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildApps } from '../../scripts/build/build-apps.ts';
import { BackendLedger } from '../measure/backend-ledger.ts';
import { countOption } from '../measure/cli-options.ts';
import { Progress } from '../measure/progress.ts';
import { publishReport } from '../measure/publish-report.ts';
import type { Resources } from '../measure/resources.ts';
import { runMain } from '../measure/run-main.ts';
import { bullPlain } from './bull-plain.subject.ts';
import { bullMqPlain } from './bullmq-plain.subject.ts';
import { drainJson, drainMarkdown, type DrainRun } from './drain-report.ts';
import { measureDrainRounds } from './drain-rounds.ts';
import { memoryLoop } from './memory-loop.subject.ts';
import { measureRateRounds, NOMINAL_RATE, RATE_WORKERS } from './rate-rounds.ts';
import { AT_ONCE, type DrainSubject } from './drain-subject.ts';
import { sluiceWorker } from './worker.subject.ts';

const SIZES = [1_000, 3_000];
const progress = new Progress();

await runMain(async (resources) => {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '3' },
      out: { type: 'string', default: 'results' },
    },
  });
  const rounds = countOption('rounds', values.rounds);
  progress.live('building the apps');
  await buildApps(resources.signal);
  const drained = await measureSteady(resources, rounds);
  const rates = await measureRateRounds(resources, rounds, progress);
  const limited = { rates, nominalRate: NOMINAL_RATE, rateWorkers: RATE_WORKERS };
  report({ ...drained, rounds, ...limited }, values.out);
});

/** All subjects against one backend of bounded workers. */
async function measureSteady(resources: Resources, rounds: number) {
  progress.live('starting the stack, Bull and BullMQ');
  const folder = await resources.folder();
  const env = { ORDER_CONCURRENCY: String(AT_ONCE) };
  const stack = await resources.stack({ dataDir: join(folder, 'stack'), profile: 'steady', env });
  const subjects: DrainSubject[] = [
    memoryLoop(resources, stack.backendUrl),
    await bullPlain(resources, folder, stack.backendUrl),
    await bullMqPlain(resources, folder, stack.backendUrl),
    sluiceWorker(resources, stack, 'Sluice’s order-worker'),
  ];
  const ledger = new BackendLedger(stack.backendUrl);
  const profile = await ledger.profile();
  const options = { sizes: SIZES, rounds };
  const drains = await measureDrainRounds(subjects, ledger, options, progress);
  return { subjects, sizes: SIZES, profile, drains };
}

function report(run: DrainRun, folder: string): void {
  const markdown = drainMarkdown(run);
  const files = { 'bench/drain.json': drainJson(run), 'bench/drain.md': markdown };
  publishReport(progress, { folder, files, shown: markdown });
}
