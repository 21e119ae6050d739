import type { Figure, Point } from '../../../bench/chart/figure.model.ts';
import { COLOURS } from '../../../bench/chart/theme.ts';
import type { SuiteResult } from '../suite-result.ts';

const ANSWERED = /^(\d+)\/s offered: answered per second$/;
const P99 = /^(\d+)\/s offered: p99 ms$/;

/** The rising load of `npm run k6 -- breakpoint`, step by step. */
export function breakpointFigure({ cases, measuredAt }: SuiteResult): Figure {
  const figures = Object.assign({}, ...cases.map((one) => one.figures)) as Record<string, number>;
  const answered = steps(figures, ANSWERED);
  const offered = answered.map(({ x }) => ({ x, y: x }));
  const colour = COLOURS.async;
  return {
    title: 'The knee',
    subtitle: 'Orders offered at a fixed rate, whether or not earlier ones were answered',
    xTitle: 'orders offered per second',
    xTicks: answered.map(({ x }) => x),
    panels: [
      {
        yTitle: 'orders answered per second',
        yScale: 'log',
        series: [
          { name: 'answered', colour, kind: 'measured', points: answered },
          { name: 'offered', colour: COLOURS.ideal, kind: 'ideal', points: offered },
        ],
      },
      {
        yTitle: 'time until accepted, p99, ms',
        yScale: 'log',
        series: [{ name: 'p99', colour, kind: 'measured', points: steps(figures, P99) }],
      },
    ],
    footnote: `npm run k6 -- breakpoint, ${measuredAt.slice(0, 10)}`,
  };
}

/** A logarithmic axis has no place for zero: a step without an answer is left out. */
function steps(figures: Record<string, number>, name: RegExp): Point[] {
  const points = Object.entries(figures).flatMap(([text, y]) => {
    const x = Number(name.exec(text)?.[1]);
    return Number.isFinite(x) && y > 0 ? [{ x, y }] : [];
  });
  return points.toSorted((a, b) => a.x - b.x);
}
