import { parseArgs } from 'node:util';
import { buildApps } from '../../scripts/build/build-apps.ts';
import { countOption } from '../measure/cli-options.ts';
import { Progress } from '../measure/progress.ts';
import { publishReport } from '../measure/publish-report.ts';
import { runMain } from '../measure/run-main.ts';
import { grouped } from '../measure/text-table.ts';
import { measureStart } from './measure-start.ts';
import type { ProcessStart } from './start.model.ts';
import { startJson, startMarkdown, type StartRun } from './start-report.ts';

const progress = new Progress();

await runMain(async (resources) => {
  const { rounds, restSeconds, folder } = readOptions();
  progress.live('building the apps');
  await buildApps(resources.signal);
  const starts: ProcessStart[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    progress.live(`round ${round} of ${rounds}`);
    const measured = await measureStart(resources, { round, restSeconds });
    starts.push(...measured);
    for (const one of measured) progress.line(summary(one, rounds));
  }
  write({ rounds, restSeconds, starts }, folder);
});

function readOptions() {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '7' },
      rest: { type: 'string', default: '10' },
      out: { type: 'string', default: 'results' },
    },
  });
  return {
    rounds: countOption('rounds', values.rounds),
    restSeconds: countOption('rest', values.rest),
    folder: values.out,
  };
}

function summary({ name, round, readyMs, residentKb }: ProcessStart, rounds: number): string {
  const memory = `${grouped(residentKb / 1_000)} MB`;
  return `${round}/${rounds}  ${name.padEnd(12)} ready after ${grouped(readyMs)} ms, ${memory}`;
}

function write(run: StartRun, folder: string): void {
  const markdown = startMarkdown(run);
  const files = { 'bench/start.json': startJson(run), 'bench/start.md': markdown };
  publishReport(progress, { folder, files, shown: markdown });
}
