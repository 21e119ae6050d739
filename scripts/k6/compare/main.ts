import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { PROJECT_FOLDER } from '../../stack/project.ts';
import { RESULTS_FOLDER } from '../suite-run.ts';
import { comparisonMarkdown } from './comparison-table.ts';
import { compareRuns } from './comparison.ts';
import { readHistory, readRun, remember } from './run-history.ts';

const RUNS_KEPT = 10;

/** The latest results against the ones of earlier runs; `--remember` adds them to those. */
function main(): void {
  const { values } = parseArgs({
    options: {
      history: { type: 'string', default: join('results', 'k6-history') },
      out: { type: 'string' },
      remember: { type: 'boolean', default: false },
    },
  });
  const now = readRun(join(PROJECT_FOLDER, RESULTS_FOLDER));
  const earlier = readHistory(values.history);
  const figures = compareRuns(now, earlier.flat());
  const text = `${comparisonMarkdown(now, figures, earlier.length)}\n`;
  process.stdout.write(text);
  if (values.out !== undefined) {
    mkdirSync(dirname(values.out), { recursive: true });
    writeFileSync(values.out, text);
  }
  if (values.remember) remember(values.history, join(PROJECT_FOLDER, RESULTS_FOLDER), RUNS_KEPT);
}

main();
