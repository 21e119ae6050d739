import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../../bench/measure/cli-options.ts';
import { writeResult } from '../../../bench/measure/report-writer.ts';
import { PROJECT_FOLDER } from '../../stack/project.ts';
import type { SuiteResult } from '../suite-result.ts';
import { RESULTS_FOLDER } from '../suite-run.ts';
import {
  agreementMarkdown,
  type BenchLadder,
  ladderDoubts,
  ladderPairs,
} from './ladder-agreement.ts';

/**
 * Prints the last ladder by k6 beside the last `npm run ladder` and keeps the table.
 *
 * @returns whether every row agrees
 * @throws UsageError when one of the two was not run yet
 */
export function compareLadders(): boolean {
  const byK6 = read(join(RESULTS_FOLDER, 'ladder.json'), 'npm run k6 -- ladder') as SuiteResult;
  const bench = read(join('results', 'ladder.json'), 'npm run ladder') as BenchLadder;
  const text = agreementMarkdown(byK6, bench);
  process.stdout.write(`${text}\n`);
  writeResult(RESULTS_FOLDER, 'ladder-agreement.md', text);
  const isComparable = ladderDoubts(byK6, bench).length === 0;
  return isComparable && ladderPairs(byK6, bench).every(({ agrees }) => agrees);
}

function read(path: string, command: string): unknown {
  const file = join(PROJECT_FOLDER, path);
  if (!existsSync(file)) throw new UsageError(`There is no ${path} yet; it comes by: ${command}`);
  return JSON.parse(readFileSync(file, 'utf8'));
}
