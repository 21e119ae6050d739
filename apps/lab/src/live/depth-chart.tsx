import type { JSX } from 'preact';
import { MOST_DEPTHS } from './use-health';

const WIDTH = 240;
const HEIGHT = 44;

/** The queue's depth over the last two minutes. */
export function DepthChart({ depths }: { depths: readonly number[] }): JSX.Element {
  const peak = Math.max(1, ...depths);
  const line = pointsOf(depths, peak);
  return (
    <figure class="depth-chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {depths.length > 1 && (
          <>
            <polygon
              class="depth-area"
              points={`${xOf(0, depths.length)},${HEIGHT} ${line} ${WIDTH},${HEIGHT}`}
            />
            <polyline class="depth-line" points={line} />
          </>
        )}
      </svg>
      <figcaption>Queue depth, about two minutes; highest {Math.max(0, ...depths)}</figcaption>
    </figure>
  );
}

function pointsOf(depths: readonly number[], peak: number): string {
  return depths
    .map((depth, index) => `${xOf(index, depths.length)},${yOf(depth, peak).toFixed(1)}`)
    .join(' ');
}

/** The present is at the right edge. */
const xOf = (index: number, count: number): string =>
  (WIDTH - (count - 1 - index) * (WIDTH / (MOST_DEPTHS - 1))).toFixed(1);

/** The line keeps clear of both edges. */
const yOf = (depth: number, peak: number): number => HEIGHT - 2 - (depth / peak) * (HEIGHT - 4);
