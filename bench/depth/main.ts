import { parseArgs } from 'node:util';
import { buildApps } from '../../scripts/build/build-apps.ts';
import { chooseGenerator } from '../accept/choose-generator.ts';
import { drawFigure } from '../chart/draw-figure.ts';
import { countOption } from '../measure/cli-options.ts';
import { Progress } from '../measure/progress.ts';
import { publishReport } from '../measure/publish-report.ts';
import { rotated } from '../measure/rotation.ts';
import { runMain } from '../measure/run-main.ts';
import { grouped } from '../measure/text-table.ts';
import { depthFigure } from './depth-figure.ts';
import { type DepthMeasurement, fill, measureDepth } from './depth-measurement.ts';
import { depthJson, depthMarkdown, type DepthRun } from './depth-report.ts';
import { DepthSubject } from './depth-subject.ts';

const progress = new Progress();

await runMain(async (resources) => {
  const { folder: out, ...options } = readOptions();
  progress.live('building the apps');
  await buildApps(resources.signal);
  progress.live('starting two stacks');
  const folder = await resources.folder();
  const empty = await DepthSubject.start(resources, 'empty', folder);
  const deep = await DepthSubject.start(resources, 'deep', folder);
  const generator = chooseGenerator();
  const filled = await fill(deep, generator, options.depth, (waiting) =>
    progress.live(`filling the queue: ${grouped(waiting)} of ${grouped(options.depth)} orders`),
  );
  progress.line(`${grouped(filled.orders)} wait, ${grouped(filled.bytesPerOrder)} bytes each`);
  const measurements: DepthMeasurement[] = [];
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const subject of rotated([empty, deep], round - 1)) {
      progress.live(`round ${round} of ${options.rounds}: ${subject.key} queue`);
      const measured = await measureDepth(subject, generator, { ...options, round });
      measurements.push(measured);
      progress.line(summary(measured, options.rounds));
    }
  }
  report({ ...options, generator: generator.name, fill: filled, measurements }, out);
});

function readOptions() {
  const { values } = parseArgs({
    options: {
      depth: { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '4' },
      out: { type: 'string', default: 'results' },
    },
  });
  return {
    depth: countOption('depth', values.depth),
    rounds: countOption('rounds', values.rounds),
    seconds: countOption('seconds', values.seconds),
    folder: values.out,
  };
}

function summary(measured: DepthMeasurement, rounds: number): string {
  const { subject, round, depth, requestsPerSecond, drainMs } = measured;
  return `${round}/${rounds}  ${subject.padEnd(5)} ${grouped(depth).padStart(9)} waiting  ${grouped(requestsPerSecond)}/s  drained in ${grouped(drainMs)} ms`;
}

function report(run: DepthRun, folder: string): void {
  const markdown = depthMarkdown(run);
  const files = {
    'bench/depth.json': depthJson(run),
    'bench/depth.md': markdown,
    'bench/depth.svg': drawFigure(depthFigure(run)),
  };
  publishReport(progress, { folder, files, shown: markdown });
}
