import { parseArgs } from 'node:util';
import { buildApps } from '../../scripts/build/build-apps.ts';
import { chooseGenerator } from '../accept/choose-generator.ts';
import { countOption } from '../measure/cli-options.ts';
import { Progress } from '../measure/progress.ts';
import { writeResult } from '../measure/report-writer.ts';
import { rotated } from '../measure/rotation.ts';
import { runMain } from '../measure/run-main.ts';
import { grouped } from '../measure/text-table.ts';
import { type DepthMeasurement, fill, measureDepth } from './depth-measurement.ts';
import { depthJson, depthMarkdown, type DepthRun } from './depth-report.ts';
import { DepthSubject } from './depth-subject.ts';

const progress = new Progress();

await runMain(async (resources) => {
  const options = readOptions();
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
  report({ ...options, generator: generator.name, fill: filled, measurements });
});

function readOptions() {
  const { values } = parseArgs({
    options: {
      depth: { type: 'string', default: '500000' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '4' },
    },
  });
  return {
    depth: countOption('depth', values.depth),
    rounds: countOption('rounds', values.rounds),
    seconds: countOption('seconds', values.seconds),
  };
}

function summary(measured: DepthMeasurement, rounds: number): string {
  const { subject, round, depth, requestsPerSecond, drainMs } = measured;
  return `${round}/${rounds}  ${subject.padEnd(5)} ${grouped(depth).padStart(9)} waiting  ${grouped(requestsPerSecond)}/s  drained in ${grouped(drainMs)} ms`;
}

function report(run: DepthRun): void {
  const markdown = depthMarkdown(run);
  const json = writeResult('results/bench', 'depth.json', depthJson(run));
  const table = writeResult('results/bench', 'depth.md', markdown);
  console.log(`\n${markdown}\n`);
  progress.line(`written: ${json}, ${table}`);
}
