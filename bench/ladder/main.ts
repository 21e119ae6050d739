import { parseArgs } from 'node:util';
import { buildApps } from '../../scripts/build/build-apps.ts';
import { drawFigure } from '../chart/draw-figure.ts';
import { countOption, countsOption } from '../measure/cli-options.ts';
import { Progress } from '../measure/progress.ts';
import { publishReport } from '../measure/publish-report.ts';
import { runMain } from '../measure/run-main.ts';
import { climb } from './climb.ts';
import {
  beginningFigure,
  latencyFigure,
  memoryFigure,
  throughputFigure,
} from './ladder-figures.ts';
import { ladderJson, ladderMarkdown, profileSentence, type Ladder } from './ladder-report.ts';
import { ladderRows } from './ladder-rows.ts';
import { startLadderStack } from './ladder-stack.ts';
import { PUBLISHED_RUNGS } from './published-figures.ts';

const progress = new Progress();

await runMain(async (resources) => {
  const { profileName, rungs, runs, folder } = readOptions();
  progress.live('building the apps');
  await buildApps(resources.signal);
  progress.live('starting the stack');
  const stack = await startLadderStack(resources, profileName);
  const profile = await stack.ledger.profile();
  progress.line(profileSentence({ profileName, profile }));
  const results = await climb(stack, rungs, runs, progress);
  write({ profileName, profile, runs, rows: ladderRows(results, profile) }, folder);
});

function readOptions() {
  const { values } = parseArgs({
    options: {
      profile: { type: 'string', default: 'contended' },
      rungs: { type: 'string', default: PUBLISHED_RUNGS.join(',') },
      runs: { type: 'string', default: '3' },
      out: { type: 'string', default: 'results' },
    },
  });
  return {
    profileName: values.profile,
    rungs: countsOption('rungs', values.rungs),
    runs: countOption('runs', values.runs),
    folder: values.out,
  };
}

function write(ladder: Ladder, folder: string): void {
  const markdown = ladderMarkdown(ladder);
  const files = {
    'ladder.json': ladderJson(ladder),
    'ladder.md': markdown,
    'ladder-throughput.svg': drawFigure(throughputFigure(ladder, ['sync', 'async'])),
    'ladder-sync.svg': drawFigure(throughputFigure(ladder, ['sync'])),
    'ladder-sync-beginning.svg': drawFigure(beginningFigure(ladder)),
    'ladder-latency.svg': drawFigure(latencyFigure(ladder)),
    'ladder-memory.svg': drawFigure(memoryFigure(ladder)),
  };
  publishReport(progress, { folder, files, shown: markdown });
}
