import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildApps } from '../../scripts/build/build-apps.ts';
import { chooseGenerator } from '../accept/choose-generator.ts';
import { startGatewayVariant } from '../accept/gateway.variant.ts';
import { countOption } from '../measure/cli-options.ts';
import { Progress } from '../measure/progress.ts';
import { publishReport } from '../measure/publish-report.ts';
import type { Resources } from '../measure/resources.ts';
import { rotated } from '../measure/rotation.ts';
import { runMain } from '../measure/run-main.ts';
import { grouped } from '../measure/text-table.ts';
import { type Burst, CASE_TITLES } from './burst.model.ts';
import { connectionsJson, connectionsMarkdown, type ConnectionsRun } from './connections-report.ts';
import { type BurstSubject, measureBurst } from './measure-burst.ts';

const progress = new Progress();

await runMain(async (resources) => {
  const { rounds, connections, seconds, folder } = readOptions();
  progress.live('building the apps');
  await buildApps(resources.signal);
  const generator = chooseGenerator();
  const subjects = await startSubjects(resources);
  const bursts: Burst[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const subject of rotated(subjects, round - 1)) {
      const burst = await measureBurst(subject, generator, { round, connections, seconds });
      bursts.push(burst);
      progress.line(summary(burst, rounds));
    }
  }
  write({ connections, rounds, generator: generator.name, bursts }, folder);
});

function readOptions() {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '5' },
      connections: { type: 'string', default: '1000' },
      seconds: { type: 'string', default: '4' },
      out: { type: 'string', default: 'results' },
    },
  });
  return {
    rounds: countOption('rounds', values.rounds),
    connections: countOption('connections', values.connections),
    seconds: countOption('seconds', values.seconds),
    folder: values.out,
  };
}

async function startSubjects(resources: Resources): Promise<BurstSubject[]> {
  progress.live('starting two gateways');
  const folder = await resources.folder();
  const preload = pathToFileURL(join(import.meta.dirname, 'default-backlog.ts')).href;
  const usual = { key: 'gateway', title: 'gateway', durability: 'always' } as const;
  const gateway = await startGatewayVariant(resources, folder, usual);
  const short = await startGatewayVariant(resources, join(folder, 'default-backlog'), {
    ...usual,
    nodeArgs: [`--import=${preload}`],
  });
  return [
    { case: 'idle', gateway, isLoaded: false },
    { case: 'loaded', gateway, isLoaded: true },
    { case: 'loadedDefaultBacklog', gateway: short, isLoaded: true },
  ];
}

function summary(burst: Burst, rounds: number): string {
  const { round, p50Ms, p99Ms, maxMs, overASecond } = burst;
  const title = CASE_TITLES[burst.case].padEnd(50);
  const figures = `p50 ${grouped(p50Ms)} p99 ${grouped(p99Ms)} slowest ${grouped(maxMs)} ms`;
  return `${round}/${rounds}  ${title} ${figures}, ${overASecond} over 1 s`;
}

function write(run: ConnectionsRun, folder: string): void {
  const markdown = connectionsMarkdown(run);
  const files = {
    'bench/connections.json': connectionsJson(run),
    'bench/connections.md': markdown,
  };
  publishReport(progress, { folder, files, shown: markdown });
}
