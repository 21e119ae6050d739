import type { ComponentChildren, JSX } from 'preact';

interface SectionProps {
  id: string;
  kicker: string;
  title: string;
  lead?: ComponentChildren;
  children: ComponentChildren;
}

/** A part of the page that the navigation leads to. */
export function Section({ id, kicker, title, lead, children }: SectionProps): JSX.Element {
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <header class="section-head">
        <p class="kicker">{kicker}</p>
        <h2 id={`${id}-title`}>{title}</h2>
        {lead !== undefined && <p class="lead">{lead}</p>}
      </header>
      {children}
    </section>
  );
}
