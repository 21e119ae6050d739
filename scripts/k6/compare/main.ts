import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { PROJECT_FOLDER } from '../../stack/project.ts';
import { RESULTS_FOLDER } from '../suite-run.ts';
import { UsageError } from '../../../bench/measure/cli-options.ts';
import { comparisonMarkdown } from './comparison-table.ts';
import { compareRuns } from './comparison.ts';
import { compareLadders } from './ladder-comparison.ts';
import { readHistory, readRun, remember } from './run-history.ts';

const RUNS_KEPT = 10;

/**
 * The latest results against the ones of earlier runs; `--remember` adds them to those. With `ladder`
 * the ladder by k6 against `npm run ladder`.
 */
function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      history: { type: 'string', default: join('results', 'k6-history') },
      out: { type: 'string' },
      remember: { type: 'boolean', default: false },
    },
  });
  if (positionals.includes('ladder')) return tellLadders();
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

/** Exit code 1 when they do not agree, or cannot be compared. */
function tellLadders(): void {
  try {
    if (!compareLadders()) process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

main();
