import type { Pattern } from '@sluice/simulation';
import type { JSX } from 'preact';
import { secondsText, shortSeconds } from '../page/duration-text';
import { Panel } from '../page/panel';
import { Readouts } from '../page/readouts';
import type { Player } from '../page/use-player';
import { Lane } from './lane';
import { type Reading, readoutsOf, resultOf } from './sample-reading';
import type { Story } from './sample-story';

const TITLES: Record<Pattern, readonly [title: string, hint: string]> = {
  sync: ['Synchronous', 'A thread for each request'],
  async: ['Asynchronous', '202, then a worker'],
};

const STATIONS = ['client', 'bff', 'backend'] as const;

interface SamplePanelProps {
  sampleId: string;
  pattern: Pattern;
  story: Story;
  note: string;
  player: Player;
  /** What the width of a lane stands for, the same on both sides. */
  spanMs: number;
  startedAt: Date | undefined;
  onRun: () => void;
}

/** One call on one side. */
export function SamplePanel(props: SamplePanelProps): JSX.Element {
  const { sampleId, pattern, story, note, player, spanMs, startedAt, onRun } = props;
  const [title, hint] = TITLES[pattern];
  const tMs = player.status === 'idle' ? undefined : player.tMs;
  const reading: Reading = { pattern, story, tMs, startedAt };
  const run = (
    <button type="button" class="quiet" onClick={onRun}>
      Run<span class="unseen"> {title.toLowerCase()} side</span>
    </button>
  );
  return (
    <Panel id={`${sampleId}-${pattern}`} title={title} hint={hint} action={run}>
      <ul class="lanes">
        {STATIONS.map((station) => (
          <Lane key={station} {...{ story, station, tMs, spanMs }} />
        ))}
      </ul>
      <p class="clock" aria-hidden="true">
        <span>0 s</span>
        <span>{tMs === undefined ? '' : secondsText(tMs)}</span>
        <span>{shortSeconds(spanMs)}</span>
      </p>
      <p class="result" role="status">
        <b>Result</b> {resultOf(reading)}
      </p>
      <Readouts readouts={readoutsOf(reading)} />
      <figure class="note">
        <figcaption>Architect’s note</figcaption>
        <p>{note}</p>
      </figure>
    </Panel>
  );
}
