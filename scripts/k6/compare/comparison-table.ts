import { withSpread } from '../../../bench/measure/ratio-report.ts';
import { grouped, markdownTable } from '../../../bench/measure/text-table.ts';
import type { SuiteResult } from '../suite-result.ts';
import type { ComparedFigure } from './comparison.ts';

/** What a pull request gets to read: verdicts first, then the figures that moved, then the rest. */
export function comparisonMarkdown(
  now: readonly SuiteResult[],
  figures: readonly ComparedFigure[],
  earlierRuns: number,
): string {
  const moved = figures.filter(({ trend }) => trend === 'better' || trend === 'worse');
  const rest = figures.filter((one) => !moved.includes(one));
  return [
    '### k6',
    verdictTable(now),
    earlierRuns === 0
      ? 'There are no earlier runs to compare with.'
      : `Compared with ${earlierRuns} earlier ${earlierRuns === 1 ? 'run' : 'runs'} on machines of the same kind; ratios of shared machines are rough.`,
    moved.length === 0 ? 'No figure has moved.' : figureTable(moved),
    rest.length === 0
      ? ''
      : `<details><summary>Figures as before, and new ones</summary>\n\n${figureTable(rest)}\n\n</details>`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function verdictTable(now: readonly SuiteResult[]): string {
  const rows = now.map(({ suite, verdict, cases }) => {
    const reasons = cases.flatMap((one) => one.reasons);
    return [suite, verdict, reasons.slice(0, 2).join('; ').replaceAll('|', '\\|')];
  });
  return markdownTable({
    head: ['suite', 'verdict', 'why'],
    align: ['left', 'left', 'left'],
    rows,
  });
}

function figureTable(figures: readonly ComparedFigure[]): string {
  const rows = figures.map(({ name, now, before, ratio, trend }) => [
    name,
    before ? withSpread(before, 1) : '–',
    grouped(now, 1),
    ratio === undefined ? '–' : `× ${grouped(ratio, 2)}`,
    trend,
  ]);
  const head = ['figure', 'before: median (range)', 'now', 'ratio', ''];
  return markdownTable({ head, align: ['left'], rows });
}
