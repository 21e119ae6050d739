import { element } from '../../../../bench/chart/svg.ts';
import { LOAD_COLOURS } from './timeline.theme.ts';
import type { LoadSlice } from './timeline.model.ts';

const NAMES = Object.keys(LOAD_COLOURS) as (keyof typeof LOAD_COLOURS)[];

export function highestLoad(load: readonly LoadSlice[]): number {
  return Math.max(1, ...load.map((slice) => NAMES.reduce((sum, name) => sum + slice[name], 0)));
}

/** How submissions were answered, as bars that stand on one another. */
export function drawLoad(
  load: readonly LoadSlice[],
  x: (atMs: number) => number,
  y: (perSecond: number) => number,
): string {
  const width = load.length > 1 ? x(load[1]?.atMs ?? 0) - x(0) : 1;
  return load.map((slice) => drawSlice(slice, x(slice.atMs), width, y)).join('');
}

function drawSlice(
  slice: LoadSlice,
  x: number,
  width: number,
  y: (perSecond: number) => number,
): string {
  let below = 0;
  const bars = NAMES.map((name) => {
    const [from, to] = [y(below), y(below + slice[name])];
    below += slice[name];
    if (slice[name] === 0) return '';
    const size = { width: Math.max(width - 0.5, 0.5), height: from - to };
    return element('rect', { x, y: to, ...size, fill: LOAD_COLOURS[name] });
  });
  return bars.join('');
}
