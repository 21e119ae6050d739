import type { Figure, Panel } from '../chart/figure.model.ts';
import { linearTicks } from '../chart/plot-scales.ts';
import { COLOURS } from '../chart/theme.ts';
import type { FillStep } from './depth-fill.ts';
import type { DepthRun } from './depth-report.ts';

/** How intake fares by how many orders wait already, while the queue is filled. */
export function depthFigure({ fill }: Pick<DepthRun, 'fill'>): Figure {
  const xTicks = linearTicks(fill.orders);
  const [first] = fill.steps;
  const panel = (yTitle: string, figure: (step: FillStep) => number): Panel => {
    const points = fill.steps.map((step) => ({ x: step.depth, y: figure(step) }));
    const level = first ? xTicks.map((x) => ({ x, y: figure(first) })) : [];
    return {
      yTitle,
      yScale: 'linear',
      series: [
        { name: 'measured', colour: COLOURS.async, kind: 'measured', points },
        { name: 'as if empty', colour: COLOURS.ideal, kind: 'ideal', points: level },
      ],
    };
  };
  return {
    title: 'What a deep queue costs',
    subtitle: 'While it is filled, in batches of 500 orders; dotted: as the first step was',
    xTitle: 'orders that wait',
    xTicks,
    xScale: 'linear',
    panels: [
      panel('orders accepted/s', ({ ordersPerSecond }) => ordersPerSecond),
      panel('longest script, ms', ({ slowestScriptMs }) => slowestScriptMs),
    ],
    footnote: 'npm run bench:depth',
  };
}
