import { parseArgs } from 'node:util';
import { buildApps } from '../../scripts/build/build-apps.ts';
import { chooseGenerator } from '../accept/choose-generator.ts';
import { drawFigure } from '../chart/draw-figure.ts';
import { countOption, UsageError } from '../measure/cli-options.ts';
import { Progress } from '../measure/progress.ts';
import { publishReport } from '../measure/publish-report.ts';
import { rotated } from '../measure/rotation.ts';
import { runMain } from '../measure/run-main.ts';
import { someOf } from '../measure/some-of.ts';
import { grouped } from '../measure/text-table.ts';
import { depthFigure } from './depth-figure.ts';
import { fill } from './depth-fill.ts';
import { type DepthMeasurement, drainedWithin, measureDepth } from './depth-measurement.ts';
import { depthJson, depthMarkdown, type DepthRun } from './depth-report.ts';
import { DepthSubject } from './depth-subject.ts';

const progress = new Progress();

await runMain(async (resources) => {
  const { folder: out, depth, rounds, ...plan } = readOptions();
  progress.live('building the apps');
  await buildApps(resources.signal);
  progress.live('starting two stacks');
  const folder = await resources.folder();
  const empty = await DepthSubject.start(resources, 'empty', folder);
  const deep = await DepthSubject.start(resources, 'deep', folder);
  const generator = chooseGenerator();
  const { ids, ...filled } = await fill(deep, depth, (waiting) =>
    progress.line(`${grouped(waiting)} of ${grouped(depth)} orders wait`),
  );
  progress.line(`${grouped(filled.bytesPerOrder)} bytes each`);
  const standing = someOf(ids.slice(drainedWithin(plan, rounds)), plan.removals * rounds);
  const measurements: DepthMeasurement[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const cancelled = standing.slice((round - 1) * plan.removals, round * plan.removals);
    for (const subject of rotated([empty, deep], round - 1)) {
      progress.live(`round ${round} of ${rounds}: ${subject.key} queue`);
      const occasion = { round, standing: cancelled };
      const measured = await measureDepth(subject, generator, plan, occasion);
      measurements.push(measured);
      progress.line(summary(measured, rounds));
    }
  }
  report({ ...plan, rounds, generator: generator.name, fill: filled, measurements }, out);
});

function readOptions() {
  const { values } = parseArgs({
    options: {
      depth: { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '4' },
      drained: { type: 'string', default: '20000' },
      removals: { type: 'string', default: '5000' },
      out: { type: 'string', default: 'results' },
    },
  });
  const options = {
    depth: countOption('depth', values.depth),
    rounds: countOption('rounds', values.rounds),
    seconds: countOption('seconds', values.seconds),
    drained: countOption('drained', values.drained),
    removals: countOption('removals', values.removals),
    folder: values.out,
  };
  const taken = drainedWithin(options, options.rounds) + options.removals * options.rounds;
  if (options.depth >= taken) return options;
  throw new UsageError(`--depth has to leave something after all rounds: ${taken} at least`);
}

function summary(measured: DepthMeasurement, rounds: number): string {
  const { subject, round, depth, requestsPerSecond, drainedPerSecond, cancelsPerSecond } = measured;
  const slowest = Math.max(...Object.values(measured.slowestScriptMs));
  return [
    `${round}/${rounds}`,
    subject.padEnd(5),
    `${grouped(depth).padStart(9)} waiting`,
    `${grouped(requestsPerSecond)} accepted/s`,
    `${grouped(drainedPerSecond)} drained/s`,
    `${grouped(cancelsPerSecond)} cancelled/s`,
    `all expired after ${grouped(measured.expiredAfterMs)} ms`,
    `longest script ${grouped(slowest, 1)} ms`,
  ].join('  ');
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
