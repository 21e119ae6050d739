import type { Figure, LineKind, Panel } from './figure.model.ts';
import { lineLabels } from './line-labels.ts';
import { drawXAxis, drawXTitle, drawYAxis } from './panel-axes.ts';
import { drawSeries } from './panel-lines.ts';
import { xScale, yAxis, type Scale } from './plot-scales.ts';
import { element, escaped, text } from './svg.ts';
import { COLOURS, FONT, LAYOUT } from './theme.ts';

/** What is drawn last lies on top: our own lines. */
const PAINT_ORDER: LineKind[] = ['ideal', 'published', 'measured'];

/** The figure as an SVG document of its own, readable on a light and on a dark page. */
export function drawFigure(figure: Figure): string {
  const { width, headHeight, panelGap, footHeight } = LAYOUT;
  const panelHeight = panelHeightOf(figure);
  const bodyHeight = figure.panels.length * (panelHeight + panelGap) - panelGap;
  const height = headHeight + bodyHeight + footHeight;
  const x = xScale(figure.xTicks, figure.xScale);
  const panels = figure.panels.map((panel, index) => {
    const topPx = headHeight + index * (panelHeight + panelGap);
    return drawPanel(panel, figure.xTicks, x, { topPx, heightPx: panelHeight });
  });
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', ...size, 'font-family': FONT, role: 'img' },
    element('title', {}, escaped(figure.title)),
    element('rect', { width, height, rx: 10, fill: COLOURS.card, stroke: COLOURS.grid }),
    drawHead(figure),
    ...panels,
    drawXTitle(figure.xTitle, headHeight + bodyHeight),
    text(figure.footnote, { x: 24, y: height - 14, fill: COLOURS.quiet, 'font-size': 11 }),
  );
}

function panelHeightOf({ panels }: Figure): number {
  return panels.length > 1 ? LAYOUT.smallPanelHeight : LAYOUT.panelHeight;
}

function drawHead({ title, subtitle }: Figure): string {
  return (
    text(title, { x: 24, y: 34, fill: COLOURS.text, 'font-size': 20, 'font-weight': 600 }) +
    text(subtitle, { x: 24, y: 55, fill: COLOURS.quiet, 'font-size': 13 })
  );
}

function drawPanel(
  panel: Panel,
  xTicks: readonly number[],
  x: Scale,
  { topPx, heightPx }: { topPx: number; heightPx: number },
): string {
  const axis = yAxis(panel, topPx, heightPx);
  const lines = panel.series.toSorted(
    (a, b) => PAINT_ORDER.indexOf(a.kind) - PAINT_ORDER.indexOf(b.kind),
  );
  return (
    drawYAxis(panel, axis, topPx) +
    drawXAxis(xTicks, x, topPx + heightPx) +
    lines.map((series) => drawSeries(series, x, axis.scale)).join('') +
    lineLabels(panel.series, axis.scale)
  );
}
