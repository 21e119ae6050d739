import type { JSX } from 'preact';
import { Section } from '../page/section';

const LEAD =
  'Whenever you know beforehand that a step will be long, will come in bursts, or is too expensive to be done twice.';

/** For which journeys the pattern is meant, and for which it is not. */
export function WhenToUse(): JSX.Element {
  return (
    <Section id="when" kicker="Decide" title="When to use it" lead={LEAD}>
      <div class="columns">
        <div>
          <h3>It fits</h3>
          <ul class="points">
            <li>
              <b>Long work.</b> Journeys that often take more than 10 to 15 seconds: credit
              decisions, large documents, analyses, look-ups by the thousand.
            </li>
            <li>
              <b>Bursts.</b> Calls that come all at once, for which nobody wants to size a thread
              pool.
            </li>
            <li>
              <b>Expensive work.</b> Steps of which none should be thrown away because somebody’s
              timeout was shorter.
            </li>
          </ul>
        </div>
        <div>
          <h3>What it prevents</h3>
          <ul class="points">
            <li>
              <b>Pinned threads.</b> Held calls take up what all other calls share, and load spreads
              to those who have nothing to do with it.
            </li>
            <li>
              <b>Spinner fatigue.</b> People look at a spinner, until a 504 tells them that it was
              for nothing.
            </li>
          </ul>
        </div>
        <div>
          <h3>It does not fit</h3>
          <ul class="points">
            <li>
              <b>Short work.</b> What takes milliseconds is not worth a queue and a second question.
            </li>
            <li>
              <b>Callers with nothing else to do.</b> Where the next step needs the answer, waiting
              only moves elsewhere.
            </li>
          </ul>
        </div>
      </div>
    </Section>
  );
}
