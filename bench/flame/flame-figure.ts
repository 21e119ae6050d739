import type { FlameBox, FlameFigure } from '../chart/flame.model.ts';
import { grouped } from '../measure/text-table.ts';
import type { OriginKind } from './frame-origin.ts';
import type { FlameFrame } from './flame-tree.ts';

const COLOURS: Record<OriginKind, string> = {
  ours: '#17728a',
  package: '#c8553d',
  node: '#6f7f3c',
  engine: '#7d8590',
};

const LEGEND: readonly [OriginKind, string][] = [
  ['ours', 'ours'],
  ['package', 'packages'],
  ['node', 'Node'],
  ['engine', 'V8 and native code'],
];

/** The picture of one profile. */
export function flameFigure(title: string, subtitle: string, tree: FlameFrame): FlameFigure {
  const totalUs = totalTime(tree);
  return {
    title,
    subtitle,
    legend: LEGEND.map(([kind, label]) => ({ label, colour: COLOURS[kind] })),
    root: boxOf(tree, totalUs),
    footnote: 'npm run bench:flame · callers below, what they call on top; widths are time',
  };
}

/** Of a frame and everything that it calls, in µs. */
export function totalTime({ selfUs, children }: FlameFrame): number {
  return children.reduce((sum, child) => sum + totalTime(child), selfUs);
}

function boxOf(frame: FlameFrame, allUs: number): FlameBox {
  const { name, origin, selfUs, children } = frame;
  const share = grouped((totalTime(frame) / allUs) * 100, 1);
  return {
    label: name,
    tooltip: `${name}, ${origin.name}: ${share} %`,
    colour: COLOURS[origin.kind],
    weight: selfUs,
    children: children.map((child) => boxOf(child, allUs)),
  };
}
