import { hierarchy, partition, type HierarchyRectangularNode } from 'd3-hierarchy';
import type { FlameBox, FlameFigure } from './flame.model.ts';
import { element, escaped, text } from './svg.ts';
import { COLOURS, FONT } from './theme.ts';

const WIDTH = 1_200;
const SIDE = 24;
const HEAD_HEIGHT = 96;
const FOOT_HEIGHT = 40;
const ROW_HEIGHT = 17;

/** Narrower boxes are left out: nobody could see them, and there are thousands. */
const NARROWEST = 0.7;

/** Of a letter at the size of a label. */
const LETTER_WIDTH = 6.2;

type Placed = HierarchyRectangularNode<FlameBox>;

/** The flame graph as an SVG document of its own: callers below, callees on top, widths are time. */
export function drawFlame({ title, subtitle, legend, root, footnote }: FlameFigure): string {
  const boxes = placed(root);
  const height = HEAD_HEIGHT + heightOf(boxes) + FOOT_HEIGHT;
  const size = { width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}` };
  const footPx = height - FOOT_HEIGHT;
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', ...size, 'font-family': FONT, role: 'img' },
    element('title', {}, escaped(title)),
    element('rect', { width: WIDTH, height, rx: 10, fill: COLOURS.card, stroke: COLOURS.grid }),
    text(title, { x: SIDE, y: 34, fill: COLOURS.text, 'font-size': 20, 'font-weight': 600 }),
    text(subtitle, { x: SIDE, y: 55, fill: COLOURS.quiet, 'font-size': 13 }),
    ...drawLegend(legend),
    ...boxes.map((box) => drawBox(box, footPx)),
    text(footnote, { x: SIDE, y: height - 14, fill: COLOURS.quiet, 'font-size': 11 }),
  );
}

/** Heaviest first, so that two runs look alike; the root itself is only the ground. */
function placed(root: FlameBox): Placed[] {
  const tree = hierarchy(root, ({ children }) => [...children])
    .sum(({ weight }) => weight)
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const laidOut = partition<FlameBox>().size([WIDTH - 2 * SIDE, 1])(tree);
  return laidOut.descendants().filter(({ depth, x0, x1 }) => depth > 0 && x1 - x0 >= NARROWEST);
}

function heightOf(boxes: readonly Placed[]): number {
  return Math.max(0, ...boxes.map(({ depth }) => depth)) * ROW_HEIGHT;
}

function drawBox({ data, depth, x0, x1 }: Placed, footPx: number): string {
  const width = x1 - x0;
  const at = { x: SIDE + x0, y: footPx - depth * ROW_HEIGHT };
  const shape = { ...at, width, height: ROW_HEIGHT - 1, fill: data.colour, rx: 1.5 };
  const letters = Math.floor((width - 6) / LETTER_WIDTH);
  const place = { x: at.x + 3, y: at.y + 12, 'font-size': 10.5, fill: COLOURS.card };
  return element(
    'g',
    {},
    element('title', {}, escaped(data.tooltip)),
    element('rect', shape),
    letters < 3 ? '' : text(shortened(data.label, letters), place),
  );
}

function shortened(label: string, letters: number): string {
  return label.length <= letters ? label : `${label.slice(0, letters - 1)}…`;
}

function drawLegend(legend: FlameFigure['legend']): string[] {
  const y = 78;
  let x = SIDE;
  return legend.map(({ label, colour }) => {
    const mark = element('rect', { x, y: y - 10, width: 12, height: 12, rx: 2, fill: colour });
    const name = text(label, { x: x + 18, y, fill: COLOURS.quiet, 'font-size': 12 });
    x += 18 + label.length * 7 + 20;
    return mark + name;
  });
}
