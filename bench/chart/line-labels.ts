import type { Scale } from './plot-scales.ts';
import type { Series } from './figure.model.ts';
import { LAYOUT } from './theme.ts';
import { text } from './svg.ts';

/** Names the lines at their right ends, but for nameless ones: nobody has to look up a legend. */
export function lineLabels(series: readonly Series[], y: Scale): string {
  const labels = series.flatMap(({ name, colour, kind, points }) => {
    const last = points.at(-1);
    return last && name !== '' ? [{ name, colour, bold: kind === 'measured', y: y(last.y) }] : [];
  });
  const left = LAYOUT.width - LAYOUT.right + 12;
  return spreadOut(labels, LAYOUT.labelHeight)
    .map(({ name, colour, bold, y: middle }) =>
      text(name, {
        x: left,
        y: middle + 4,
        fill: colour,
        'font-size': 13,
        'font-weight': bold ? 600 : 400,
      }),
    )
    .join('');
}

/** Moves labels that would overlap apart, as little as needed and without changing their order. */
export function spreadOut<T extends { y: number }>(labels: readonly T[], height: number): T[] {
  const placed = labels.toSorted((a, b) => a.y - b.y).map((label) => ({ ...label }));
  // Pushing down alone would drift away from the lines, so half of each push goes up again.
  for (let pass = 0; pass < 20; pass += 1) {
    for (const [index, lower] of placed.entries()) {
      const upper = placed[index - 1];
      const overlap = upper ? height - (lower.y - upper.y) : 0;
      if (!upper || overlap <= 0.01) continue;
      upper.y -= overlap / 2;
      lower.y += overlap / 2;
    }
  }
  return placed;
}
