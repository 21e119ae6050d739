import type { JSX } from 'preact';
import { Section } from '../page/section';

const TERMS: readonly (readonly [term: string, meaning: string])[] = [
  [
    'Thread pool exhaustion',
    'Every thread of a synchronous gateway waits for the backend. Whoever comes now is turned away with 503 at once, however little they ask for.',
  ],
  [
    'Ingress, API gateway',
    'The edge that clients talk to. It is its thread pool that runs full here; “BFF” on this page is such a gateway, kept for one user interface.',
  ],
  [
    'Downstream microservice',
    'The service that the gateway calls and waits for. When it slows down to 30 seconds and more, it takes the gateway’s threads with it.',
  ],
  [
    'Asynchronous gateway pattern',
    'Calls become jobs on a queue or an event bus, and the client is told 202. No thread waits for the work.',
  ],
  [
    'TTL, time to live',
    'The age from which queued work is not worth doing any more. It is not begun then, and its client is told 410 Gone.',
  ],
  [
    'Backpressure',
    'Saying no early: a limit to the queue and quick refusals keep an overload where it arises, instead of passing it on to the backend.',
  ],
  [
    'Observability signals',
    'What gives it away: more 503 and 504 answers than usual, threads in use close to all of them, and a queue that grows deeper.',
  ],
];

/** The words of the trade. */
export function Glossary(): JSX.Element {
  return (
    <Section id="glossary" kicker="Look up" title="Glossary">
      <dl class="glossary">
        {TERMS.map(([term, meaning]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
