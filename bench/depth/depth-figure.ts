import type { Figure, Panel, Point } from '../chart/figure.model.ts';
import { COLOURS } from '../chart/theme.ts';
import { median } from '../measure/statistics.ts';
import type { DepthRun } from './depth-report.ts';

const TICKS = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];

/** Intake and drain by how many orders wait, beside those of an empty queue. */
export function depthFigure(run: DepthRun): Figure {
  const { measurements, fill } = run;
  const deep = measurements.filter(({ subject }) => subject === 'deep');
  const empty = measurements.filter(({ subject }) => subject === 'empty');
  const accepted = [...fill.steps, ...deep].map(pointOf((one) => one.requestsPerSecond));
  const drained = deep.map(pointOf((one) => one.drainMs));
  const xTicks = ticksAround([...accepted, ...drained].filter(isDrawable));
  return {
    title: 'What a deep queue costs',
    subtitle: 'While it was filled, and while it was measured; dotted: an empty queue, same run',
    xTitle: 'orders that wait',
    xTicks,
    panels: [
      panel(
        'orders accepted/s',
        accepted,
        median(empty.map((one) => one.requestsPerSecond)),
        xTicks,
      ),
      panel('ms to save 3,000 orders', drained, median(empty.map((one) => one.drainMs)), xTicks),
    ],
    footnote: 'npm run bench:depth',
  };
}

function pointOf<T extends { depth: number }>(figure: (one: T) => number): (one: T) => Point {
  return (one) => ({ x: one.depth, y: figure(one) });
}

/** A logarithmic axis has no place for an empty queue: that is the dotted line. */
function isDrawable({ x }: Point): boolean {
  return x > 0;
}

/** From the power of ten below the smallest depth to the one above the largest. */
function ticksAround(points: readonly Point[]): number[] {
  const depths = points.map(({ x }) => x);
  const above = TICKS.findIndex((tick) => tick >= Math.max(...depths));
  const below = TICKS.findLastIndex((tick) => tick <= Math.min(...depths));
  return TICKS.slice(Math.max(0, below), above < 0 ? TICKS.length : above + 1);
}

function panel(
  yTitle: string,
  points: readonly Point[],
  whenEmpty: number,
  xTicks: readonly number[],
): Panel {
  const drawn = points.filter(isDrawable).toSorted((a, b) => a.x - b.x);
  const level = xTicks.map((x) => ({ x, y: whenEmpty }));
  return {
    yTitle,
    yScale: 'linear',
    series: [
      { name: 'deep', colour: COLOURS.async, kind: 'measured', points: drawn },
      { name: 'empty', colour: COLOURS.ideal, kind: 'ideal', points: level },
    ],
  };
}
