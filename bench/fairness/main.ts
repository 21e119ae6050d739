import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildApps } from '../../scripts/build/build-apps.ts';
import { drawFigure } from '../chart/draw-figure.ts';
import { benchKeys } from '../measure/api-keys.ts';
import { redisConfig } from '../measure/bench-redis.ts';
import { countOption, countsOption } from '../measure/cli-options.ts';
import { Progress } from '../measure/progress.ts';
import { publishReport } from '../measure/publish-report.ts';
import type { Resources } from '../measure/resources.ts';
import { runMain } from '../measure/run-main.ts';
import { grouped } from '../measure/text-table.ts';
import { fairnessFigure } from './fairness-figure.ts';
import { fairnessJson, fairnessMarkdown, type FairnessRun } from './fairness-report.ts';
import {
  type FairnessPlan,
  type FairnessRound,
  FairnessSubject,
  LATE_CLIENT,
} from './fairness-round.ts';

const SLOTS = 16;
const LATENCY_MS = 10;

const progress = new Progress();

await runMain(async (resources) => {
  const { folder, rounds: count, ...plan } = readOptions();
  progress.live('building the apps');
  await buildApps(resources.signal);
  progress.live('starting the stack');
  const subject = await startSubject(resources, plan);
  const rounds: FairnessRound[] = [];
  for (let round = 1; round <= count; round += 1) {
    progress.live(`round ${round} of ${count}`);
    const measured = await subject.measure(round);
    rounds.push(measured);
    progress.line(summary(measured, count));
  }
  report({ ...plan, slots: SLOTS, rounds }, folder);
});

function readOptions() {
  const { values } = parseArgs({
    options: {
      weights: { type: 'string', default: '3,2,1' },
      orders: { type: 'string', default: '3000' },
      rounds: { type: 'string', default: '3' },
      out: { type: 'string', default: 'results' },
    },
  });
  const weights = countsOption('weights', values.weights);
  return {
    clients: weights.map((weight, nth) => ({ client: `client${nth + 1}`, weight })),
    orders: countOption('orders', values.orders),
    latencyMs: LATENCY_MS,
    rounds: countOption('rounds', values.rounds),
    folder: values.out,
  };
}

async function startSubject(resources: Resources, plan: FairnessPlan): Promise<FairnessSubject> {
  const folder = await resources.folder();
  const keys = await benchKeys(folder, [...plan.clients, { client: LATE_CLIENT }]);
  const stack = await resources.stack({
    dataDir: join(folder, 'stack'),
    profile: { latency: { kind: 'fixed', ms: plan.latencyMs }, workers: null },
    env: {
      API_KEYS_FILE: keys.file,
      ORDER_CONCURRENCY: String(SLOTS),
      // Room for every order: the limit is not the question.
      QUEUE_LIMIT: '1000000',
    },
    redisConfig: redisConfig('always'),
  });
  const { backendUrl } = stack;
  const urls = { gatewayUrl: stack.gatewayUrls[0] ?? '', backendUrl };
  return new FairnessSubject(resources, urls, keys, plan);
}

function summary({ round, judged, worstShare, lateOrderBehind }: FairnessRound, rounds: number) {
  return `${round}/${rounds}  ${grouped(judged)} begins judged  worst share ${grouped(worstShare, 3)}  late order behind ${lateOrderBehind} others`;
}

function report(run: FairnessRun, folder: string): void {
  const markdown = fairnessMarkdown(run);
  const files = {
    'bench/fairness.json': fairnessJson(run),
    'bench/fairness.md': markdown,
    'bench/fairness.svg': drawFigure(fairnessFigure(run)),
  };
  publishReport(progress, { folder, files, shown: markdown });
}
