import type { Figure, Panel, Point } from '../chart/figure.model.ts';
import { COLOURS } from '../chart/theme.ts';
import { AT_ONCE } from '../drain/drain-subject.ts';
import { spread } from '../measure/statistics.ts';
import type { ScaleRun } from './scale-report.ts';

/** Of the unbounded profile; what a worker's slots could save without any gap. */
const BACKEND_MS = 50;
const IDEAL_PER_WORKER = (AT_ONCE * 1_000) / BACKEND_MS;

/** Orders saved per second by the number of workers: all together, and each of them. */
export function scaleFigure(run: ScaleRun): Figure {
  const counts = [...new Set(run.measurements.map(({ workers }) => workers))].toSorted(
    (a, b) => a - b,
  );
  return {
    title: 'More workers',
    subtitle: `${AT_ONCE} slots each, a backend of ${BACKEND_MS} ms that takes as many at once as come`,
    xTitle: 'workers',
    xTicks: counts,
    panels: [
      panel('orders saved/s, all workers', 'log', counts, run, (workers) => workers),
      panel('orders saved/s, per worker', 'linear', counts, run, () => 1),
    ],
    footnote: 'npm run bench:scale',
  };
}

/** @param share how many workers' saving is shown of so many that saved */
function panel(
  yTitle: string,
  yScale: Panel['yScale'],
  counts: readonly number[],
  { measurements }: ScaleRun,
  share: (workers: number) => number,
): Panel {
  const points = counts.map((workers): Point => {
    const own = measurements.filter((one) => one.workers === workers);
    const rates = own.map(({ orders, elapsedMs }) => (orders * 1_000) / elapsedMs / workers);
    const { median, min, max } = spread(rates);
    const by = share(workers);
    return { x: workers, y: median * by, low: min * by, high: max * by };
  });
  const ideal = counts.map((workers) => ({ x: workers, y: IDEAL_PER_WORKER * share(workers) }));
  return {
    yTitle,
    yScale,
    series: [
      { name: 'saved', colour: COLOURS.async, kind: 'measured', points },
      { name: 'without any gap', colour: COLOURS.ideal, kind: 'ideal', points: ideal },
    ],
  };
}
