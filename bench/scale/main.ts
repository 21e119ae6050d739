import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildApps } from '../../scripts/build/build-apps.ts';
import { measureDrain } from '../drain/drain-measurement.ts';
import { AT_ONCE } from '../drain/drain-subject.ts';
import { sluiceWorker } from '../drain/worker.subject.ts';
import { drawFigure } from '../chart/draw-figure.ts';
import { BackendLedger } from '../measure/backend-ledger.ts';
import { countOption, countsOption, UsageError } from '../measure/cli-options.ts';
import { Progress } from '../measure/progress.ts';
import { publishReport } from '../measure/publish-report.ts';
import type { Resources } from '../measure/resources.ts';
import { rotated } from '../measure/rotation.ts';
import { runMain } from '../measure/run-main.ts';
import { grouped } from '../measure/text-table.ts';
import { scaleFigure } from './scale-figure.ts';
import { scaleJson, scaleMarkdown, type ScaleMeasurement, type ScaleRun } from './scale-report.ts';

const WARM_UP_ORDERS = 320;
const progress = new Progress();

/** A whole stack with so many workers. */
interface Crew {
  workers: number;
  drain: (orders: number, round: number) => Promise<number>;
}

await runMain(async (resources) => {
  const { rounds, ordersPerWorker, counts, out } = readOptions();
  progress.live('building the apps');
  await buildApps(resources.signal);
  const folder = await resources.folder();
  const crews: Crew[] = [];
  for (const workers of counts) crews.push(await startCrew(resources, folder, workers));
  const measurements: ScaleMeasurement[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const { workers, drain } of rotated(crews, round - 1)) {
      const orders = ordersPerWorker * workers;
      progress.live(`round ${round} of ${rounds}: ${grouped(orders)} orders, ${workers} workers`);
      const measured = { workers, round, orders, elapsedMs: await drain(orders, round) };
      measurements.push(measured);
      progress.line(summary(measured, rounds));
    }
  }
  report({ rounds, ordersPerWorker, measurements }, out);
});

function readOptions() {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '3' },
      orders: { type: 'string', default: '3000' },
      workers: { type: 'string', default: '1,2,4,8' },
      out: { type: 'string', default: 'results' },
    },
  });
  return {
    out: values.out,
    counts: workerCounts(values.workers),
    rounds: countOption('rounds', values.rounds),
    ordersPerWorker: countOption('orders', values.orders),
  };
}

/** @throws UsageError unless one worker is among them: everything is compared with it */
function workerCounts(text: string): number[] {
  const counts = countsOption('workers', text);
  if (counts.includes(1)) return counts;
  throw new UsageError('--workers has to name 1 among others, for instance --workers 1,4');
}

async function startCrew(resources: Resources, folder: string, workers: number): Promise<Crew> {
  progress.live(`starting a stack of ${workers} workers`);
  const stack = await resources.stack({
    dataDir: join(folder, `workers-${workers}`),
    profile: 'unbounded',
    workers,
    env: { ORDER_CONCURRENCY: String(AT_ONCE) },
  });
  const ledger = new BackendLedger(stack.backendUrl);
  const subject = sluiceWorker(resources, stack, `${workers} workers`);
  await measureDrain(subject, ledger, WARM_UP_ORDERS * workers, 0);
  return {
    workers,
    drain: async (orders, round) => (await measureDrain(subject, ledger, orders, round)).elapsedMs,
  };
}

function summary({ workers, round, orders, elapsedMs }: ScaleMeasurement, rounds: number): string {
  const rate = grouped((orders * 1_000) / elapsedMs);
  return `${round}/${rounds}  ${workers} workers  ${grouped(orders)} orders in ${grouped(elapsedMs)} ms, ${rate}/s`;
}

function report(run: ScaleRun, folder: string): void {
  const markdown = scaleMarkdown(run);
  const files = {
    'bench/scale.json': scaleJson(run),
    'bench/scale.md': markdown,
    'bench/scale.svg': drawFigure(scaleFigure(run)),
  };
  publishReport(progress, { folder, files, shown: markdown });
}
