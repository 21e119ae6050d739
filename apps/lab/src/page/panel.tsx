import type { ComponentChildren, JSX } from 'preact';

interface PanelProps {
  id: string;
  title: string;
  hint: string;
  action?: ComponentChildren;
  /** Whether the hint is long. */
  isWide?: boolean;
  children: ComponentChildren;
}

/** One side of a comparison. */
export function Panel({ id, title, hint, action, isWide, children }: PanelProps): JSX.Element {
  return (
    <article class={isWide ? 'panel panel-wide' : 'panel'} id={id} aria-labelledby={`${id}-title`}>
      <header class="panel-head">
        <div>
          <h3 id={`${id}-title`}>{title}</h3>
          <p class="hint">{hint}</p>
        </div>
        {action}
      </header>
      {children}
    </article>
  );
}
