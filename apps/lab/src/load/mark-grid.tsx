import type { JSX } from 'preact';
import type { Mark } from './marks';

interface MarkGridProps {
  title: string;
  /** What the whole grid shows, in words. */
  summary: string;
  marks: readonly Mark[];
  size?: 'small' | 'large';
  /** What its squares mean, where the panel's legend does not say it. */
  keyEntries?: readonly KeyEntry[];
}

export type KeyEntry = readonly [mark: Mark, name: string];

/** A square for each of many; read out as one picture. */
export function MarkGrid(props: MarkGridProps): JSX.Element {
  const { title, summary, marks, size = 'small', keyEntries = [] } = props;
  return (
    <div class="grid-block">
      <h4>
        {title} <small>{summary}</small>
      </h4>
      <div class={`marks marks-${size}`} role="img" aria-label={`${title}: ${summary}`}>
        {marks.map((mark, index) => (
          <i key={index} class={`mark mark-${mark}`} />
        ))}
      </div>
      {keyEntries.length > 0 && (
        <ul class="key">
          {keyEntries.map(([mark, name]) => (
            <li key={name}>
              <i class={`mark mark-${mark}`} aria-hidden="true" />
              {name}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
