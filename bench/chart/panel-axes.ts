import { grouped } from '../measure/text-table.ts';
import type { Panel } from './figure.model.ts';
import type { Scale, YAxis } from './plot-scales.ts';
import { element, text } from './svg.ts';
import { COLOURS, LAYOUT } from './theme.ts';

const RIGHT = LAYOUT.width - LAYOUT.right;
const tickText = { fill: COLOURS.quiet, 'font-size': 12 };

/** Title, horizontal grid and the values on the left. */
export function drawYAxis({ yTitle }: Panel, { scale, ticks }: YAxis, topPx: number): string {
  const rows = ticks.map((tick) => {
    const y = scale(tick);
    const grid = { x1: LAYOUT.left, x2: RIGHT, y1: y, y2: y, stroke: COLOURS.grid };
    const label = { x: LAYOUT.left - 10, y: y + 4, 'text-anchor': 'end', ...tickText };
    return element('line', grid) + text(tickLabel(tick), label);
  });
  const title = { x: LAYOUT.left, y: topPx - 12, ...tickText, 'font-weight': 600 };
  return text(yTitle, title) + rows.join('');
}

/** The loads below the plot; the last panel also says what they are. */
export function drawXAxis(ticks: readonly number[], x: Scale, footPx: number): string {
  const marks = ticks.map((tick) => {
    const at = { x1: x(tick), x2: x(tick), y1: footPx, y2: footPx + 5, stroke: COLOURS.quiet };
    const label = { x: x(tick), y: footPx + 20, 'text-anchor': 'middle', ...tickText };
    return element('line', at) + text(grouped(tick), label);
  });
  const foot = { x1: LAYOUT.left, x2: RIGHT, y1: footPx, y2: footPx, stroke: COLOURS.quiet };
  return element('line', foot) + marks.join('');
}

export function drawXTitle(title: string, footPx: number): string {
  const middle = (LAYOUT.left + RIGHT) / 2;
  return text(title, { x: middle, y: footPx + 42, 'text-anchor': 'middle', ...tickText });
}

function tickLabel(value: number): string {
  return value > 0 && value < 1 ? String(Number(value.toPrecision(2))) : grouped(value);
}
