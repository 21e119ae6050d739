import { parseArgs } from 'node:util';
import { buildApps } from '../../scripts/build/build-apps.ts';
import { chooseGenerator } from '../accept/choose-generator.ts';
import { measureRounds } from '../accept/measure-rounds.ts';
import { countOption } from '../measure/cli-options.ts';
import { checkCancellationsAreHeard } from './check-cancellations.ts';
import { Progress } from '../measure/progress.ts';
import { publishReport } from '../measure/publish-report.ts';
import type { Resources } from '../measure/resources.ts';
import { runMain } from '../measure/run-main.ts';
import { startWatchedGateway, watchAll } from './gateway-pair.ts';
import { watchersJson, watchersMarkdown, type WatchersRun } from './watchers-report.ts';

const CONNECTIONS = 64;

const progress = new Progress();

await runMain(async (resources) => {
  const { folder, ...options } = readOptions();
  progress.live('building the apps');
  await buildApps(resources.signal);
  report(await measureWatchers(resources, options), folder);
});

function readOptions() {
  const { values } = parseArgs({
    options: {
      watchers: { type: 'string', default: '10000' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '5' },
      'warm-up': { type: 'string', default: '2' },
      out: { type: 'string', default: 'results' },
    },
  });
  return {
    watchers: countOption('watchers', values.watchers),
    rounds: countOption('rounds', values.rounds),
    seconds: countOption('seconds', values.seconds),
    warmUpSeconds: countOption('warm-up', values['warm-up']),
    folder: values.out,
  };
}

async function measureWatchers(
  resources: Resources,
  { watchers: count, ...timing }: Omit<ReturnType<typeof readOptions>, 'folder'>,
): Promise<WatchersRun> {
  progress.live('starting two gateways');
  const folder = await resources.folder();
  const unwatched = await startWatchedGateway(resources, folder, 'unwatched', count);
  const watched = await startWatchedGateway(resources, folder, 'watched', count);
  progress.live(`opening ${count} streams`);
  const { watchers, kilobytesPerWatcher } = await watchAll(resources, watched);
  const generator = chooseGenerator();
  const variants = [unwatched.variant, watched.variant];
  const options = { ...timing, connections: [CONNECTIONS] };
  const measurements = await measureRounds(variants, generator, options, progress);
  watchers.checkAllOpen();
  await checkCancellationsAreHeard(watched, watchers);
  return {
    watchers: count,
    kilobytesPerWatcher,
    connections: CONNECTIONS,
    ...timing,
    generator: generator.name,
    measurements,
  };
}

function report(run: WatchersRun, folder: string): void {
  const markdown = watchersMarkdown(run);
  const files = { 'bench/watchers.json': watchersJson(run), 'bench/watchers.md': markdown };
  publishReport(progress, { folder, files, shown: markdown });
}
