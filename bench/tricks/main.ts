import { parseArgs } from 'node:util';
import { buildApps } from '../../scripts/build/build-apps.ts';
import { buildTutorial } from '../accept/build-tutorial.ts';
import { chooseGenerator } from '../accept/choose-generator.ts';
import { measureRounds } from '../accept/measure-rounds.ts';
import { checkVariant } from '../accept/variant-check.ts';
import { countOption } from '../measure/cli-options.ts';
import { Progress } from '../measure/progress.ts';
import { writeResult } from '../measure/report-writer.ts';
import { runMain } from '../measure/run-main.ts';
import { startTrickVariants } from './trick-variants.ts';
import { tricksJson, tricksMarkdown, type TricksRun } from './tricks-report.ts';

const progress = new Progress();

await runMain(async (resources) => {
  const { folder, ...options } = readOptions();
  progress.live('building the apps and the tutorial');
  await buildApps(resources.signal);
  buildTutorial();
  progress.live('starting the gateways and the tutorials');
  const variants = await startTrickVariants(resources);
  for (const variant of variants) await checkVariant(variant);
  const generator = chooseGenerator();
  const measurements = await measureRounds(variants, generator, options, progress);
  write({ variants, generator: generator.name, measurements, ...options }, folder);
});

function readOptions() {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '5' },
      'warm-up': { type: 'string', default: '2' },
      out: { type: 'string', default: 'results' },
    },
  });
  return {
    folder: values.out,
    connections: [64],
    rounds: countOption('rounds', values.rounds),
    seconds: countOption('seconds', values.seconds),
    warmUpSeconds: countOption('warm-up', values['warm-up']),
  };
}

function write(run: TricksRun, folder: string): void {
  const markdown = tricksMarkdown(run);
  const json = writeResult(folder, 'bench/tricks.json', tricksJson(run));
  const table = writeResult(folder, 'bench/tricks.md', markdown);
  console.log(`\n${markdown}\n`);
  progress.line(`written: ${json}, ${table}`);
}
