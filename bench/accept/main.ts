import { parseArgs } from 'node:util';
import { buildApps } from '../../scripts/build/build-apps.ts';
import { countOption } from '../measure/cli-options.ts';
import { Progress } from '../measure/progress.ts';
import { writeResult } from '../measure/report-writer.ts';
import type { Resources } from '../measure/resources.ts';
import { runMain } from '../measure/run-main.ts';
import { acceptJson, acceptMarkdown, type AcceptRun } from './accept-report.ts';
import type { AcceptVariant } from './accept-variant.ts';
import { startBareFastify, startBareQueue, startTutorial } from './baseline.variants.ts';
import { startGateway, startKeyedGateway } from './gateway.variant.ts';
import { buildTutorial } from './build-tutorial.ts';
import { chooseGenerator } from './choose-generator.ts';
import { measureRounds } from './measure-rounds.ts';
import { checkVariant } from './variant-check.ts';

const progress = new Progress();

await runMain(async (resources) => {
  const options = readOptions();
  progress.live('building the apps and the tutorial');
  await buildApps(resources.signal);
  buildTutorial();
  const variants = await startVariants(resources);
  for (const variant of variants) await checkVariant(variant);
  await measureAndReport(variants, options);
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
    connections: [64, 512],
    rounds: countOption('rounds', values.rounds),
    seconds: countOption('seconds', values.seconds),
    warmUpSeconds: countOption('warm-up', values['warm-up']),
  };
}

async function startVariants(resources: Resources): Promise<AcceptVariant[]> {
  progress.live('starting the gateways and what they are measured against');
  const folder = await resources.folder();
  return [
    await startBareFastify(resources),
    await startTutorial(resources, folder),
    await startBareQueue(resources, folder, 'bull'),
    await startBareQueue(resources, folder, 'bullmq'),
    await startGateway(resources, folder, 'everysec'),
    await startGateway(resources, folder, 'always'),
    await startKeyedGateway(resources, folder),
  ];
}

async function measureAndReport(
  variants: AcceptVariant[],
  { folder, ...options }: ReturnType<typeof readOptions>,
): Promise<void> {
  const generator = chooseGenerator();
  const measurements = await measureRounds(variants, generator, options, progress);
  const run: AcceptRun = { variants, generator: generator.name, measurements, ...options };
  const markdown = acceptMarkdown(run);
  const json = writeResult(folder, 'bench/accept.json', acceptJson(run));
  const table = writeResult(folder, 'bench/accept.md', markdown);
  console.log(`\n${markdown}\n`);
  progress.line(`written: ${json}, ${table}`);
}
