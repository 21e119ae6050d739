import { element } from '../../../../bench/chart/svg.ts';
import { DEPTH_COLOURS } from './timeline.theme.ts';
import type { Timeline } from './timeline.model.ts';

/** Without a sample for so long, Redis was away: the line is broken there. */
const GAP_MS = 1_200;

export function highestDepth({ depth }: Timeline): number {
  return Math.max(10, ...depth.flatMap(({ queued, processing }) => [queued, processing]));
}

/** Orders queued and in processing, as lines. */
export function drawDepth(
  { depth }: Timeline,
  x: (atMs: number) => number,
  y: (orders: number) => number,
): string {
  const names = Object.keys(DEPTH_COLOURS) as (keyof typeof DEPTH_COLOURS)[];
  return names
    .map((name) => {
      const path = depth.map((sample, index) => {
        const lastMs = depth[index - 1]?.atMs ?? -Infinity;
        const step = sample.atMs - lastMs > GAP_MS ? 'M' : 'L';
        return `${step}${x(sample.atMs).toFixed(1)},${y(sample[name]).toFixed(1)}`;
      });
      const stroke = { stroke: DEPTH_COLOURS[name], 'stroke-width': 1.8, fill: 'none' };
      return element('path', { d: path.join(''), ...stroke, 'stroke-linejoin': 'round' });
    })
    .join('');
}
