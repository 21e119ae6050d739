import { grouped, markdownTable } from '../../../bench/measure/text-table.ts';
import { headlineFigures } from '../compare/headline-figures.ts';
import type { SuiteResult } from '../suite-result.ts';

/** A suite's results for a page: thresholds, figures, and how far they are to be believed. */
export function suiteTable(result: SuiteResult): string {
  const { verdict, options, measuredAt, commit, cases } = result;
  const set = Object.entries(options).map(([name, value]) => `\`--${name} ${value}\``);
  const head = `${verdict}, ${measuredAt.slice(0, 10)}, commit ${commit}${set.length > 0 ? `, ${set.join(' ')}` : ''}.`;
  const reasons = cases.flatMap((one) => one.reasons).map((reason) => `- ${reason}`);
  return [head, reasons.join('\n'), thresholds(result), figures(result), belief(result)]
    .filter((part) => part !== '')
    .join('\n\n');
}

function thresholds({ cases }: SuiteResult): string {
  const rows = cases.flatMap((one) =>
    one.thresholds.map(({ metric, wanted, measured, ok }) => [
      one.name,
      metric,
      wanted,
      measured === null ? '–' : figure(measured),
      ok ? 'yes' : 'no',
    ]),
  );
  const head = ['case', 'threshold', 'wanted', 'measured', 'holds'];
  return table(head, rows, cases.length > 1);
}

function figures(result: SuiteResult): string {
  const rows = headlineFigures(result).map(({ name, value }) => [
    name.slice(name.indexOf(' ') + 1, Math.max(0, name.indexOf(':'))),
    name.slice(name.indexOf(':') + 2),
    figure(value),
  ]);
  return table(['case', 'figure', 'measured'], rows, result.cases.length > 1);
}

/** The first column is left out where it would say nothing. */
function table(head: string[], rows: string[][], withCase: boolean): string {
  if (rows.length === 0) return '';
  const cut = (cells: string[]) => (withCase ? cells : cells.slice(1));
  const texts = head.filter((name) => name !== 'measured').map(() => 'left' as const);
  return markdownTable({
    head: cut(head),
    align: texts.slice(withCase ? 0 : 1, -1),
    rows: rows.map(cut),
  });
}

function belief({ cases }: SuiteResult): string {
  const accepted = sum(cases.map(({ ledger }) => ledger?.accepted ?? 0));
  const faults = sum(cases.map(({ ledger }) => ledger?.violations.length ?? 0));
  const lag = Math.max(...cases.map(({ generator }) => generator.lagP99Ms ?? 0));
  const cpu = Math.max(...cases.map(({ generator }) => generator.cpuShare ?? 0));
  return `${grouped(accepted)} accepted orders held against the backend's ledger: ${grouped(faults)} faults. Generator: at most ${grouped(cpu * 100)} % of all cores, ${grouped(lag, 1)} ms late (p99).`;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function figure(value: number): string {
  return grouped(value, Number.isInteger(value) ? 0 : Math.abs(value) < 10 ? 2 : 1);
}
