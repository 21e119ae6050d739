import { element, text } from '../../../../bench/chart/svg.ts';
import { COLOURS } from '../../../../bench/chart/theme.ts';
import { FAULT_DECK } from '../../faults/fault-deck.ts';
import type { FaultEvent } from '../../history/history-event.ts';
import { FAULT_COLOURS, TIMELINE } from './timeline.theme.ts';

const LEAST_WIDTH = 4;
const LABEL_LENGTH = 44;

export function colourOf(fault: string): string {
  const category = FAULT_DECK.find(({ name }) => name === fault)?.category ?? 'kill';
  return FAULT_COLOURS[category];
}

/** One row per fault: what it was, and from when until its cause was gone. */
export function drawFaultRows(
  faults: readonly FaultEvent[],
  x: (atMs: number) => number,
  topPx: number,
): string {
  return faults
    .map((fault, index) => drawRow(fault, x, topPx + index * TIMELINE.rowHeight))
    .join('');
}

function drawRow(fault: FaultEvent, x: (atMs: number) => number, y: number): string {
  const { left, width, right, rowHeight } = TIMELINE;
  const from = x(fault.atMs);
  const bar = { x: from, y: y + 4, width: Math.max(LEAST_WIDTH, x(fault.endedAtMs) - from) };
  const look = fault.tookPlace
    ? { fill: colourOf(fault.fault) }
    : { fill: 'none', stroke: COLOURS.quiet, 'stroke-dasharray': '2 2' };
  const label = { x: left - 12, y: y + rowHeight - 5, 'text-anchor': 'end', 'font-size': 11 };
  const line = { x1: left, x2: width - right, y1: y + rowHeight, y2: y + rowHeight };
  return (
    element('line', { ...line, stroke: COLOURS.grid }) +
    text(labelOf(fault), { ...label, fill: COLOURS.text }) +
    element('rect', { ...bar, height: rowHeight - 8, rx: 2, ...look })
  );
}

function labelOf({ fault, target, tookPlace }: FaultEvent): string {
  const members = target.split(', ').length;
  const at = members > 1 ? `all ${members}` : target;
  const where = `${fault} · ${at}${tookPlace ? '' : ' (not met)'}`;
  return where.length <= LABEL_LENGTH ? where : `${where.slice(0, LABEL_LENGTH - 1)}…`;
}
