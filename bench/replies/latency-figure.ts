import { scaleLog } from 'd3-scale';
import { element, escaped, text } from '../chart/svg.ts';
import { COLOURS, FONT } from '../chart/theme.ts';
import { grouped } from '../measure/text-table.ts';
import { type TransportFigures, UNREAD } from './replies.model.ts';

const WIDTH = 880;
const LEFT = 180;
const RIGHT = 60;
const HEAD = 96;
const ROW = 44;
const FOOT = 70;
const TICKS_MS = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1_000];

type Scale = (valueMs: number) => number;

/** Each transport's latency from its median (dot) to its 99th percentile, with and without unread replies. */
export function drawLatencies(figures: readonly TransportFigures[]): string {
  const sorted = figures.toSorted((a, b) => a.p50Ms.median - b.p50Ms.median);
  const height = HEAD + sorted.length * ROW + FOOT;
  const x = scaleFor(sorted);
  const size = { width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}` };
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', ...size, 'font-family': FONT, role: 'img' },
    element('title', {}, escaped('What a reply transport adds')),
    element('rect', { width: WIDTH, height, rx: 10, fill: COLOURS.card, stroke: COLOURS.grid }),
    drawHead(),
    ...ticksWithin(sorted).map((tick) => drawTick(tick, x, height - FOOT)),
    ...sorted.map((it, row) => drawRow(it, HEAD + row * ROW, x)),
    text('ms, logarithmic', { x: LEFT, y: height - 34, fill: COLOURS.quiet, 'font-size': 12 }),
    text('npm run bench:replies', { x: 24, y: height - 14, fill: COLOURS.quiet, 'font-size': 11 }),
  );
}

function highest(figures: readonly TransportFigures[]): number {
  return Math.max(
    ...figures.flatMap(({ p99Ms, unreadP99Ms }) => [p99Ms.median, unreadP99Ms.median]),
  );
}

function ticksWithin(figures: readonly TransportFigures[]): number[] {
  const top = highest(figures);
  return TICKS_MS.filter((tick, i) => i === 0 || (TICKS_MS[i - 1] ?? 0) < top);
}

function scaleFor(figures: readonly TransportFigures[]): Scale {
  const last = ticksWithin(figures).at(-1) ?? 1_000;
  return scaleLog([TICKS_MS[0] ?? 0.01, last], [LEFT, WIDTH - RIGHT]).clamp(true);
}

function drawHead(): string {
  const subtitle = `one caller at a time, median to 99th percentile`;
  const legend = (name: string, colour: string, x: number) =>
    element('circle', { cx: x, cy: 74, r: 5, fill: colour }) +
    text(name, { x: x + 11, y: 78, fill: COLOURS.text, 'font-size': 12 });
  return (
    text('What a reply transport adds to an order', {
      x: 24,
      y: 34,
      fill: COLOURS.text,
      'font-size': 20,
      'font-weight': 600,
    }) +
    text(subtitle, { x: 24, y: 55, fill: COLOURS.quiet, 'font-size': 13 }) +
    legend('nothing lies about', COLOURS.async, LEFT) +
    legend(`after ${grouped(UNREAD)} replies that nobody reads`, COLOURS.sync, LEFT + 170)
  );
}

function drawTick(tickMs: number, x: Scale, bottom: number): string {
  const line = { x1: x(tickMs), x2: x(tickMs), y1: HEAD, y2: bottom, stroke: COLOURS.grid };
  const label = { x: x(tickMs), y: bottom + 16, fill: COLOURS.quiet, 'font-size': 11 };
  return element('line', line) + text(String(tickMs), { ...label, 'text-anchor': 'middle' });
}

function drawRow(figures: TransportFigures, top: number, x: Scale): string {
  const { transport, p50Ms, p99Ms, unreadP50Ms, unreadP99Ms } = figures;
  const name = { x: LEFT - 14, y: top + 26, fill: COLOURS.text, 'font-size': 13 };
  return (
    text(transport, { ...name, 'text-anchor': 'end' }) +
    drawSpan(p50Ms.median, p99Ms.median, top + 15, COLOURS.async, x) +
    drawSpan(unreadP50Ms.median, unreadP99Ms.median, top + 29, COLOURS.sync, x)
  );
}

function drawSpan(fromMs: number, toMs: number, y: number, colour: string, x: Scale): string {
  const line = { x1: x(fromMs), x2: x(toMs), y1: y, y2: y, stroke: colour, 'stroke-width': 3 };
  return (
    element('line', { ...line, 'stroke-linecap': 'round' }) +
    element('circle', { cx: x(fromMs), cy: y, r: 5, fill: colour })
  );
}
