import { scaleLinear, scaleLog } from 'd3-scale';
import type { Panel } from './figure.model.ts';
import { LAYOUT } from './theme.ts';

/** Where a value of the data stands in the picture. */
export type Scale = (value: number) => number;

export interface YAxis {
  scale: Scale;
  ticks: number[];
}

/** Loads span decades, so that only a logarithmic axis keeps the small ones apart; time does not. */
export function xScale(ticks: readonly number[], kind: 'linear' | 'log' = 'log'): Scale {
  const [from, to] = [Math.min(...ticks), Math.max(...ticks)];
  if (kind === 'linear') {
    return scaleLinear([from, to], [LAYOUT.left, LAYOUT.width - LAYOUT.right]);
  }
  const domain = from === to ? [from / 2, to * 2] : [from, to];
  return scaleLog(domain, [LAYOUT.left, LAYOUT.width - LAYOUT.right]);
}

/** Some round values from 0 to `max` or a little beyond it. */
export function linearTicks(max: number): number[] {
  return scaleLinear([0, max], [0, 1]).nice(5).ticks(5);
}

/** An axis from the panel's foot to its head on which every point and whisker has its place. */
export function yAxis({ yScale, series }: Panel, topPx: number, heightPx: number): YAxis {
  const values = series.flatMap(({ points }) =>
    points.flatMap(({ y, low = y, high = y }) => [low, y, high]),
  );
  const range = [topPx + heightPx, topPx];
  return yScale === 'log' ? logAxis(values, range) : linearAxis(values, range);
}

function linearAxis(values: readonly number[], range: readonly number[]): YAxis {
  const scale = scaleLinear([0, Math.max(...values, Number.MIN_VALUE)], range).nice(5);
  return { scale, ticks: scale.ticks(5) };
}

/** Whole decades only: the ticks between them would be noise. */
function logAxis(values: readonly number[], range: readonly number[]): YAxis {
  const from = Math.floor(Math.log10(Math.min(...values)));
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(...values))));
  const ticks = Array.from({ length: to - from + 1 }, (_, step) => 10 ** (from + step));
  return { scale: scaleLog([10 ** from, 10 ** to], range), ticks };
}
