import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildApps } from '../../scripts/build/build-apps.ts';
import { PROJECT_FOLDER } from '../../scripts/stack/project.ts';
import { countOption } from '../measure/cli-options.ts';
import { Progress } from '../measure/progress.ts';
import { writeResult } from '../measure/report-writer.ts';
import type { Resources } from '../measure/resources.ts';
import { runMain } from '../measure/run-main.ts';
import { acceptJson, acceptMarkdown, type AcceptRun } from './accept-report.ts';
import type { AcceptVariant } from './accept-variant.ts';
import { startBareFastify, startTutorial } from './baseline.variants.ts';
import { startGateway } from './gateway.variant.ts';
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
    },
  });
  return {
    connections: [64, 512],
    rounds: countOption('rounds', values.rounds),
    seconds: countOption('seconds', values.seconds),
    warmUpSeconds: countOption('warm-up', values['warm-up']),
  };
}

/** Its decorators need their types' metadata, which only the compiler writes. */
function buildTutorial(): void {
  const tsc = join(PROJECT_FOLDER, 'node_modules', 'typescript', 'bin', 'tsc');
  const args = [tsc, '-p', join(PROJECT_FOLDER, 'bench', 'tutorial')];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error('the tutorial could not be compiled');
}

async function startVariants(resources: Resources): Promise<AcceptVariant[]> {
  progress.live('starting bare Fastify, the tutorial and two gateways');
  const folder = await resources.folder();
  return [
    await startBareFastify(resources),
    await startTutorial(resources, folder),
    await startGateway(resources, folder, 'everysec'),
    await startGateway(resources, folder, 'always'),
  ];
}

async function measureAndReport(
  variants: AcceptVariant[],
  options: ReturnType<typeof readOptions>,
): Promise<void> {
  const generator = chooseGenerator();
  const measurements = await measureRounds(variants, generator, options, progress);
  const run: AcceptRun = { variants, generator: generator.name, measurements, ...options };
  const markdown = acceptMarkdown(run);
  const json = writeResult('results/bench', 'accept.json', acceptJson(run));
  const table = writeResult('results/bench', 'accept.md', markdown);
  console.log(`\n${markdown}\n`);
  progress.line(`written: ${json}, ${table}`);
}
