import { parseArgs } from 'node:util';
import { buildApps } from '../../scripts/build/build-apps.ts';
import { wrkGenerator } from '../accept/wrk.generator.ts';
import { countOption } from '../measure/cli-options.ts';
import { Progress } from '../measure/progress.ts';
import { publishReport } from '../measure/publish-report.ts';
import type { Resources } from '../measure/resources.ts';
import { runMain } from '../measure/run-main.ts';
import { bridgeJson, bridgeMarkdown, type BridgeRun } from './bridge-report.ts';
import { measureBridgeRounds, type RoundsOptions } from './bridge-rounds.ts';
import { bridgeWay, directWay, startBridgeStack } from './order-ways.ts';
import type { OrderWay } from './order-way.ts';
import { saturateByUndici, saturateByWrk } from './saturate.ts';

const progress = new Progress();

await runMain(async (resources) => {
  const { folder, ...options } = readOptions();
  progress.live('building the apps');
  await buildApps(resources.signal);
  const ways = await startWays(resources);
  const wrk = wrkGenerator();
  const saturate = wrk ? saturateByWrk : saturateByUndici;
  const measurements = await measureBridgeRounds(ways, saturate, options, progress);
  report({ ...options, ways, generator: wrk?.name ?? 'undici', measurements }, folder);
});

function readOptions(): RoundsOptions & { folder: string } {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '5' },
      'warm-up': { type: 'string', default: '2' },
      orders: { type: 'string', default: '400' },
      out: { type: 'string', default: 'results' },
    },
  });
  return {
    folder: values.out,
    connections: 64,
    rounds: countOption('rounds', values.rounds),
    seconds: countOption('seconds', values.seconds),
    warmUpSeconds: countOption('warm-up', values['warm-up']),
    unloadedOrders: countOption('orders', values.orders),
  };
}

async function startWays(resources: Resources): Promise<OrderWay[]> {
  progress.live('starting two stacks');
  const folder = await resources.folder();
  const everysec = await startBridgeStack(resources, folder, 'everysec');
  const always = await startBridgeStack(resources, folder, 'always');
  return [directWay(everysec), bridgeWay(everysec, 'everysec'), bridgeWay(always, 'always')];
}

function report(run: BridgeRun, folder: string): void {
  const markdown = bridgeMarkdown(run);
  const files = { 'bench/bridge.json': bridgeJson(run), 'bench/bridge.md': markdown };
  publishReport(progress, { folder, files, shown: markdown });
}
