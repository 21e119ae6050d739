import { buildApps } from '../../scripts/build/build-apps.ts';
import { Progress } from '../measure/progress.ts';
import { publishReport } from '../measure/publish-report.ts';
import type { Resources } from '../measure/resources.ts';
import { runMain } from '../measure/run-main.ts';
import { acceptJson, acceptMarkdown, type AcceptRun } from './accept-report.ts';
import type { AcceptVariant } from './accept-variant.ts';
import { startBareFastify, startBareQueue, startTutorial } from './baseline.variants.ts';
import { startGateway, startKeyedGateway } from './gateway.variant.ts';
import { buildTutorial } from './build-tutorial.ts';
import { chooseGenerator } from './choose-generator.ts';
import { readLoadOptions } from './load-options.ts';
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
  return { ...readLoadOptions(), connections: [64, 512] };
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
  const files = { 'bench/accept.json': acceptJson(run), 'bench/accept.md': markdown };
  publishReport(progress, { folder, files, shown: markdown });
}
