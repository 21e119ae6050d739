import { parseArgs } from 'node:util';
import { buildApps } from '../../scripts/build/build-apps.ts';
import { countOption } from '../measure/cli-options.ts';
import { Progress } from '../measure/progress.ts';
import { publishReport } from '../measure/publish-report.ts';
import { runMain } from '../measure/run-main.ts';
import { FAST, measureCase, STEADY } from './drain-case.ts';
import { drainJson, drainMarkdown, type DrainRun } from './drain-report.ts';
import { measureRateRounds, NOMINAL_RATE, RATE_WORKERS } from './rate-rounds.ts';

const progress = new Progress();

await runMain(async (resources) => {
  const { out, rounds, fastOrders } = readOptions();
  progress.live('building the apps');
  await buildApps(resources.signal);
  const fast = await measureCase(resources, { ...FAST, sizes: [fastOrders], rounds }, progress);
  const steady = await measureCase(resources, { ...STEADY, rounds }, progress);
  const rates = await measureRateRounds(resources, rounds, progress);
  const limited = { rates, nominalRate: NOMINAL_RATE, rateWorkers: RATE_WORKERS };
  report({ rounds, steady, fast, ...limited }, out);
});

function readOptions() {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '3' },
      'fast-orders': { type: 'string', default: '20000' },
      out: { type: 'string', default: 'results' },
    },
  });
  return {
    rounds: countOption('rounds', values.rounds),
    fastOrders: countOption('fast-orders', values['fast-orders']),
    out: values.out,
  };
}

function report(run: DrainRun, folder: string): void {
  const markdown = drainMarkdown(run);
  const files = { 'bench/drain.json': drainJson(run), 'bench/drain.md': markdown };
  publishReport(progress, { folder, files, shown: markdown });
}
