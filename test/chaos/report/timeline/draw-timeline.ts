import { element, escaped, text } from '../../../../bench/chart/svg.ts';
import { COLOURS, FONT } from '../../../../bench/chart/theme.ts';
import { drawDepth, highestDepth } from './depth-panel.ts';
import { colourOf, drawFaultRows } from './fault-rows.ts';
import { drawLoad, highestLoad } from './load-panel.ts';
import { drawPanelFrame, drawTimeAxis, panelScale } from './panel-frame.ts';
import type { Timeline } from './timeline.model.ts';
import { DEPTH_COLOURS, LOAD_COLOURS, LOAD_NAMES, TIMELINE } from './timeline.theme.ts';

export interface TimelineHead {
  title: string;
  subtitle: string;
}

const BAND_OPACITY = 0.06;

/** A run as a picture: load by answer, depth of the queue, and the faults below them. */
export function drawTimeline(timeline: Timeline, head: TimelineHead): string {
  const { width, left, right, headHeight, panelHeight, panelGap, rowHeight, footHeight } = TIMELINE;
  const x = (atMs: number) => left + (atMs / timeline.endMs) * (width - left - right);
  const loadTop = headHeight;
  const depthTop = loadTop + panelHeight + panelGap;
  const rowsTop = depthTop + panelHeight + panelGap;
  const rowsEnd = rowsTop + timeline.faults.length * rowHeight;
  const height = rowsEnd + footHeight;
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', ...size, 'font-family': FONT, role: 'img' },
    element('title', {}, escaped(head.title)),
    element('rect', { width, height, rx: 10, fill: COLOURS.card, stroke: COLOURS.grid }),
    drawHead(head),
    drawBands(timeline, x, loadTop, rowsEnd),
    drawLoadPanel(timeline, x, loadTop),
    drawDepthPanel(timeline, x, depthTop),
    drawFaultRows(timeline.faults, x, rowsTop),
    drawTimeAxis(timeline.endMs, x, rowsEnd),
  );
}

function drawHead({ title, subtitle }: TimelineHead): string {
  return (
    text(title, { x: 24, y: 32, fill: COLOURS.text, 'font-size': 19, 'font-weight': 600 }) +
    text(subtitle, { x: 24, y: 52, fill: COLOURS.quiet, 'font-size': 12.5 })
  );
}

/** Faint columns lead the eye from a fault to what it did. */
function drawBands(
  { faults }: Timeline,
  x: (atMs: number) => number,
  topPx: number,
  endPx: number,
): string {
  const real = faults.filter(({ tookPlace }) => tookPlace);
  return real
    .map(({ atMs, endedAtMs, fault }) => {
      const place = { x: x(atMs), y: topPx, width: x(endedAtMs) - x(atMs), height: endPx - topPx };
      return element('rect', { ...place, fill: colourOf(fault), opacity: BAND_OPACITY });
    })
    .join('');
}

function drawLoadPanel(timeline: Timeline, x: (atMs: number) => number, topPx: number): string {
  const scale = panelScale(highestLoad(timeline.load), topPx);
  const names = Object.keys(LOAD_COLOURS) as (keyof typeof LOAD_COLOURS)[];
  const legend = names.map((name) => ({ name: LOAD_NAMES[name], colour: LOAD_COLOURS[name] }));
  const title = ['Submissions a second,', 'repetitions included'];
  return drawPanelFrame({ title, legend, scale, topPx }) + drawLoad(timeline.load, x, scale.y);
}

function drawDepthPanel(timeline: Timeline, x: (atMs: number) => number, topPx: number): string {
  const scale = panelScale(highestDepth(timeline), topPx);
  const legend = Object.entries(DEPTH_COLOURS).map(([name, colour]) => ({ name, colour }));
  const title = ['Orders in the system', '(a gap: Redis was away)'];
  return drawPanelFrame({ title, legend, scale, topPx }) + drawDepth(timeline, x, scale.y);
}
