import type { Pattern, RunState } from '@sluice/simulation';
import type { JSX } from 'preact';
import { LEGENDS } from './marks';

interface LegendProps {
  pattern: Pattern;
  counts: RunState['counts'];
}

/** What the squares mean, each with how many there are: legend and counters at once. */
export function Legend({ pattern, counts }: LegendProps): JSX.Element {
  return (
    <ul class="legend">
      {LEGENDS[pattern].map(({ mark, name, phases }) => (
        <li key={name}>
          <i class={`mark mark-${mark}`} aria-hidden="true" />
          <span>{name}</span>
          <b data-outcome={mark}>{phases.reduce((sum, phase) => sum + counts[phase], 0)}</b>
        </li>
      ))}
    </ul>
  );
}
