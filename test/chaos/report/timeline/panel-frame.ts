import { scaleLinear } from 'd3-scale';
import { element, text } from '../../../../bench/chart/svg.ts';
import { COLOURS } from '../../../../bench/chart/theme.ts';
import { TIMELINE } from './timeline.theme.ts';

/** Where values stand in a panel. */
export interface PanelScale {
  y: (value: number) => number;
  ticks: number[];
}

export interface PanelFrame {
  /** One line each. */
  title: string[];
  legend: { name: string; colour: string }[];
  scale: PanelScale;
  topPx: number;
}

const TICKS = 4;
const TITLE_LINE_PX = 16;
const LETTER_PX = 6.1;
const MARK_PX = 10;

export function panelScale(highest: number, topPx: number): PanelScale {
  const range = [topPx + TIMELINE.panelHeight, topPx];
  const scale = scaleLinear([0, highest], range).nice(TICKS);
  return { y: (value) => scale(value), ticks: scale.ticks(TICKS) };
}

/** Grid, figures, title and legend of a panel. */
export function drawPanelFrame({ title, legend, scale, topPx }: PanelFrame): string {
  const { left, width, right } = TIMELINE;
  const grid = scale.ticks.map((tick) => {
    const y = scale.y(tick);
    const figure = { x: left - 8, y: y + 4, 'text-anchor': 'end', 'font-size': 11 };
    return (
      element('line', { x1: left, x2: width - right, y1: y, y2: y, stroke: COLOURS.grid }) +
      text(tick.toLocaleString('en-US'), { ...figure, fill: COLOURS.quiet })
    );
  });
  const heading = title.map((line, index) =>
    text(line, {
      x: 24,
      y: topPx + 12 + index * TITLE_LINE_PX,
      fill: index === 0 ? COLOURS.text : COLOURS.quiet,
      'font-size': index === 0 ? 13 : 11.5,
    }),
  );
  return [...grid, ...heading, drawLegend(legend, topPx - 12)].join('');
}

function drawLegend(legend: PanelFrame['legend'], y: number): string {
  let x: number = TIMELINE.left;
  const entries = legend.map(({ name, colour }) => {
    const mark = element('rect', { x, y: y - 9, width: MARK_PX, height: MARK_PX, fill: colour });
    const label = text(name, { x: x + 14, y, fill: COLOURS.text, 'font-size': 11.5 });
    x += 14 + name.length * LETTER_PX + 18;
    return mark + label;
  });
  return entries.join('');
}

export function drawTimeAxis(endMs: number, x: (atMs: number) => number, topPx: number): string {
  const seconds = scaleLinear([0, endMs / 1_000], [0, 1]).ticks(10);
  const figures = seconds.map((second) => {
    const place = { x: x(second * 1_000), y: topPx + 18, 'text-anchor': 'middle' };
    return text(String(second), { ...place, fill: COLOURS.quiet, 'font-size': 11 });
  });
  const title = { x: x(endMs / 2), y: topPx + 38, 'text-anchor': 'middle', 'font-size': 12 };
  return figures.join('') + text('seconds since the run began', { ...title, fill: COLOURS.text });
}
