import { parseArgs } from 'node:util';
import { buildApps } from '../../scripts/build/build-apps.ts';
import { chooseGenerator } from '../accept/choose-generator.ts';
import { drawFlame } from '../chart/draw-flame.ts';
import { countOption } from '../measure/cli-options.ts';
import { Progress } from '../measure/progress.ts';
import { publishReport } from '../measure/publish-report.ts';
import { runMain } from '../measure/run-main.ts';
import { grouped } from '../measure/text-table.ts';
import { flameFigure } from './flame-figure.ts';
import { flameJson, flameMarkdown } from './flame-report.ts';
import type { FlameRun } from './flame.model.ts';
import { profileGateway } from './profile-gateway.ts';
import { profileWorker } from './profile-worker.ts';

const progress = new Progress();

await runMain(async (resources) => {
  const { seconds, orders, folder } = readOptions();
  const generator = chooseGenerator();
  progress.live('building the apps');
  await buildApps(resources.signal);
  progress.live('profiling the gateway');
  const gateway = await profileGateway(resources, generator, seconds);
  progress.live('profiling the order-worker');
  const worker = await profileWorker(resources, orders);
  write([gateway, worker], generator.name, folder);
});

function readOptions() {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '10' },
      orders: { type: 'string', default: '10000' },
      out: { type: 'string', default: 'results' },
    },
  });
  return {
    seconds: countOption('seconds', values.seconds),
    orders: countOption('orders', values.orders),
    folder: values.out,
  };
}

function write(runs: readonly FlameRun[], generator: string, folder: string): void {
  const markdown = flameMarkdown(runs, generator);
  const pictures = runs.map((run) => [`bench/flame-${run.app}.svg`, picture(run)] as const);
  const files = {
    'bench/flame.json': flameJson(runs, generator),
    'bench/flame.md': markdown,
    ...Object.fromEntries(pictures),
  };
  publishReport(progress, { folder, files, shown: markdown });
}

function picture({ app, doing, orders, seconds, tree }: FlameRun): string {
  const subtitle = `${grouped(orders)} orders in ${grouped(seconds, 1)} s; waiting for work left out`;
  return drawFlame(flameFigure(`${app}, ${doing}`, subtitle, tree));
}
