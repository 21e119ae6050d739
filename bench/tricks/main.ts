import { buildApps } from '../../scripts/build/build-apps.ts';
import { buildTutorial } from '../accept/build-tutorial.ts';
import { chooseGenerator } from '../accept/choose-generator.ts';
import { readLoadOptions } from '../accept/load-options.ts';
import { measureRounds } from '../accept/measure-rounds.ts';
import { checkVariant } from '../accept/variant-check.ts';
import { Progress } from '../measure/progress.ts';
import { publishReport } from '../measure/publish-report.ts';
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
  return { ...readLoadOptions(), connections: [64] };
}

function write(run: TricksRun, folder: string): void {
  const markdown = tricksMarkdown(run);
  const files = { 'bench/tricks.json': tricksJson(run), 'bench/tricks.md': markdown };
  publishReport(progress, { folder, files, shown: markdown });
}
