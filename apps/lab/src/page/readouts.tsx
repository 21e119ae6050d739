import type { ComponentChildren, JSX } from 'preact';

/** A name and what it reads now. */
export type Readout = readonly [name: string, value: ComponentChildren];

/** Figures with their names; `--` as long as there is nothing to read. */
export function Readouts({ readouts }: { readouts: readonly Readout[] }): JSX.Element {
  return (
    <dl class="readouts">
      {readouts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
