import { join } from 'node:path';
import { describeCommit } from '../../../bench/measure/machine.ts';
import { writeResult } from '../../../bench/measure/report-writer.ts';
import { markdownTable } from '../../../bench/measure/text-table.ts';
import { RESULTS_FOLDER } from '../report/write-report.ts';
import type { MutantResult } from './run-mutant.ts';

const FOLDER = join(RESULTS_FOLDER, 'mutants');

/** Writes `results/chaos/mutants/report.json` and `.md`; gives the table for the terminal. */
export function writeMutantsReport(results: readonly MutantResult[]): string {
  const table = mutantsTable(results);
  const survivors = results.filter(({ asExpected }) => !asExpected).map(({ name }) => name);
  const head = { mutants: results.length, survivors, commit: describeCommit() };
  writeResult(FOLDER, 'report.json', { ...head, results });
  const examples = results.map(({ name, example }) => `## ${name}\n\n\`\`\`\n${example}\n\`\`\``);
  const text = ['# Mutants', 'What the checker finds when the system is broken on purpose.', table];
  writeResult(FOLDER, 'report.md', [...text, ...examples].join('\n\n'));
  return table;
}

function mutantsTable(results: readonly MutantResult[]): string {
  const rows = results.map(({ name, isControl, violations, asExpected, seconds }) => [
    isControl ? `control: ${name}` : name,
    foundText(violations),
    asExpected ? 'as expected' : isControl ? 'NOT CLEAN' : 'SURVIVED',
    `${seconds} s`,
  ]);
  const head = ['mutant', 'found', 'verdict', 'took'];
  return markdownTable({ head, align: ['left', 'left', 'left', 'right'], rows });
}

function foundText(violations: MutantResult['violations']): string {
  const found = Object.entries(violations).filter(([, count]) => count > 0);
  return found.map(([name, count]) => `${count} ${name}`).join(', ') || 'nothing';
}
