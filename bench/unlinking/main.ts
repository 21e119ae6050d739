import { parseArgs } from 'node:util';
import { buildApps } from '../../scripts/build/build-apps.ts';
import { countOption, countsOption } from '../measure/cli-options.ts';
import { Progress } from '../measure/progress.ts';
import { publishReport } from '../measure/publish-report.ts';
import { runMain } from '../measure/run-main.ts';
import { rotated } from '../measure/rotation.ts';
import { unlinkingJson, unlinkingMarkdown, type UnlinkingReport } from './unlinking-report.ts';
import { unlinkOnce, WAYS, type UnlinkingRun } from './unlinking-run.ts';

const CALL_MS = 5;

const progress = new Progress();

await runMain(async (resources) => {
  const { rounds, sizes } = readOptions();
  progress.live('building the apps and starting a stack');
  await buildApps(resources.signal);
  const stack = await resources.stack({
    profile: { latency: { kind: 'fixed', ms: CALL_MS }, workers: 16 },
  });
  const runs: UnlinkingRun[] = [];
  for (const way of WAYS) await unlinkOnce(stack, way, 1);
  for (let round = 1; round <= rounds; round += 1) {
    for (const members of sizes) {
      for (const way of rotated(WAYS, round - 1)) {
        progress.live(`round ${round} of ${rounds}: ${members} members, ${way}`);
        runs.push(await unlinkOnce(stack, way, members));
      }
    }
  }
  report({ rounds, sizes, callMs: CALL_MS, runs });
});

function readOptions() {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '5' },
      members: { type: 'string', default: '1,10,100,1000' },
    },
  });
  return {
    rounds: countOption('rounds', values.rounds),
    sizes: countsOption('members', values.members),
  };
}

function report(content: UnlinkingReport): void {
  const markdown = unlinkingMarkdown(content);
  const files = { 'bench/unlinking.json': unlinkingJson(content), 'bench/unlinking.md': markdown };
  publishReport(progress, { folder: 'results', files, shown: markdown });
}
