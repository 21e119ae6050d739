import {
  originLine,
  type Ratio,
  type Ratios,
  ratioTable,
  resultHead,
  withSpread,
} from '../measure/ratio-report.ts';
import { ratioPerRound, spread } from '../measure/statistics.ts';
import { grouped, markdownTable } from '../measure/text-table.ts';

/** One drain by some number of workers. */
export interface ScaleMeasurement {
  workers: number;
  round: number;
  orders: number;
  elapsedMs: number;
}

export interface ScaleRun {
  rounds: number;
  ordersPerWorker: number;
  measurements: readonly ScaleMeasurement[];
}

/** As many have to be nearly so many times as fast; beyond, the machine's cores decide. */
const PROMISED_WORKERS = 4;

/** Every ratio that the benchmark is for; named as in `scale.json`. */
export function scaleRatios({ measurements }: ScaleRun): Ratios {
  const counts = [...new Set(measurements.map(({ workers }) => workers))];
  const perWorker = (workers: number) =>
    measurements
      .filter((one) => one.workers === workers)
      .toSorted((a, b) => a.round - b.round)
      .map(({ orders, elapsedMs }) => orders / workers / elapsedMs);
  const ratioOf = (count: number): Ratio => ({
    spread: ratioPerRound(perWorker(count), perWorker(1)),
    meaning: `orders saved per worker and second, ${count} workers ÷ 1 worker`,
    ...(count === PROMISED_WORKERS && { required: '≥ 0.95' }),
  });
  const several = counts.filter((count) => count > 1).toSorted((a, b) => a - b);
  return Object.fromEntries(several.map((count) => [`linear${count}`, ratioOf(count)]));
}

/** The content of `scale.json`. */
export function scaleJson(run: ScaleRun): object {
  return { ...resultHead('scale', scaleRatios(run)), ...run };
}

/** What the terminal shows and `scale.md` keeps. */
export function scaleMarkdown(run: ScaleRun): string {
  const { rounds, ordersPerWorker } = run;
  return [
    '# More workers',
    `${rounds} interleaved rounds against the mock backend (50 ms, as many at once as come). Each worker has 16 slots, and ${grouped(ordersPerWorker)} orders wait for each when the clock starts; it stops when the backend has saved the last one. Medians, in brackets the lowest and the highest round.`,
    figures(run),
    '## Ratios, taken within each round',
    ratioTable(scaleRatios(run)),
    originLine(),
  ].join('\n\n');
}

function figures({ measurements }: ScaleRun): string {
  const counts = [...new Set(measurements.map(({ workers }) => workers))];
  const rows = counts.map((workers) => {
    const own = measurements.filter((one) => one.workers === workers);
    const rate = spread(own.map(({ orders, elapsedMs }) => (orders * 1_000) / elapsedMs));
    return [grouped(workers), grouped(own[0]?.orders ?? 0), withSpread(rate, 0)];
  });
  return markdownTable({ head: ['workers', 'orders', 'saved/s'], rows });
}
