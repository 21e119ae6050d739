import { line } from 'd3-shape';
import type { LineKind, Point, Series } from './figure.model.ts';
import type { Scale } from './plot-scales.ts';
import { element, type Attributes } from './svg.ts';
import { COLOURS } from './theme.ts';

const STROKES: Record<LineKind, Attributes> = {
  measured: { 'stroke-width': 2.5 },
  published: { 'stroke-width': 1.5, 'stroke-dasharray': '6 4', opacity: 0.65 },
  ideal: { 'stroke-width': 1.5, 'stroke-dasharray': '1.5 4', 'stroke-linecap': 'round' },
};

/**
 * One line with its whiskers; only measured ones carry dots, as only these are ours. Straight
 * between the points: a curve would show values that nobody measured.
 */
export function drawSeries({ colour, kind, points }: Series, x: Scale, y: Scale): string {
  const path = line<Point>(
    (point) => x(point.x),
    (point) => y(point.y),
  )(points);
  const stroke = { d: path ?? '', fill: 'none', stroke: colour, ...STROKES[kind] };
  if (kind !== 'measured') return element('path', stroke);
  const marks = points.map((point) => whisker(point, colour, x, y) + dot(point, colour, x, y));
  return element('path', stroke) + marks.join('');
}

function whisker(
  { x: at, y: value, low = value, high = value }: Point,
  colour: string,
  x: Scale,
  y: Scale,
) {
  if (low === high) return '';
  const ends = { x1: x(at), x2: x(at), y1: y(low), y2: y(high) };
  return element('line', { ...ends, stroke: colour, 'stroke-width': 6, opacity: 0.25 });
}

function dot(point: Point, colour: string, x: Scale, y: Scale): string {
  const place = { cx: x(point.x), cy: y(point.y), r: 4 };
  return element('circle', { ...place, fill: colour, stroke: COLOURS.card, 'stroke-width': 1.5 });
}
