import type { JSX } from 'preact';
import { Section } from '../page/section';
import { SequenceDiagram } from './sequence-diagram';

const LEAD =
  'Asynchronous request and reply: the request is answered before the work is done, and the result is fetched later.';

/** The two steps, what they are good for, and all of it as a sequence. */
export function HowItWorks(): JSX.Element {
  return (
    <Section id="how" kicker="Understand" title="How it works" lead={LEAD}>
      <div class="columns">
        <div>
          <h3>1 · Submit</h3>
          <p>
            The client sends <code>POST /v1/orders/async</code>. The gateway writes the order down
            and answers <code>202</code> with its id and a <code>Location</code>.
          </p>
        </div>
        <div>
          <h3>2 · Ask</h3>
          <p>
            The client reads <code>GET /v1/orders/&#123;id&#125;</code> every few seconds, as{' '}
            <code>Retry-After</code> says. It gets <code>200</code> with the order, queued at first,
            and at last with the result.
          </p>
        </div>
        <div>
          <h3>Why it helps</h3>
          <p>
            The screen stays alive, for the first answer is there at once and progress can be shown.
            The gateway stays alive, for it holds no connection while the backend works, however
            slow that becomes.
          </p>
        </div>
      </div>
      <SequenceDiagram />
    </Section>
  );
}
