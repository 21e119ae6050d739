import { grouped, markdownTable } from '../../../bench/measure/text-table.ts';
import { RECORDED, type RecordedFigure } from './recorded-figures.ts';

/** What of a benchmark's JSON result is read. */
export interface BenchResult {
  ratios: Record<string, number>;
}

/**
 * Figures that were recorded elsewhere, before this project was, beside those of the last runs here.
 *
 * @param resultOf the result of a benchmark by its name; undefined when it was not run
 */
export function peersTable(resultOf: (benchmark: string) => BenchResult | undefined): string {
  const rows = RECORDED.map((one) => [one.what, one.recorded, hereText(one, resultOf)]);
  const head = ['', 'recorded elsewhere', 'here'];
  return markdownTable({ head, align: ['left'], rows });
}

function hereText(
  { here }: RecordedFigure,
  resultOf: (benchmark: string) => BenchResult | undefined,
): string {
  if (here === undefined) return 'not rerun';
  const [benchmark, name] = here;
  const value = resultOf(benchmark)?.ratios[name];
  return value === undefined ? '–' : grouped(value, 2);
}
