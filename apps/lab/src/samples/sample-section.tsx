import type { Pattern } from '@sluice/simulation';
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { Section } from '../page/section';
import { SpeedChoice } from '../page/speed-choice';
import { usePlayer } from '../page/use-player';
import type { Sample } from './sample';
import { SamplePanel } from './sample-panel';
import { storyOf } from './sample-story';

const SPEEDS = [1, 5, 10, Infinity];
const DEFAULT_SPEED = 5;
const PATTERNS: readonly Pattern[] = ['sync', 'async'];

/** The width of a lane goes a little beyond the longer of the two. */
const spanOf = (lengthsMs: number[]): number => Math.ceil(Math.max(...lengthsMs) / 5_000) * 5_000;

/** One sample: the same call on both sides. */
export function SampleSection({ sample }: { sample: Sample }): JSX.Element {
  const { id, kicker, title, lead, runs, notes } = sample;
  const [speed, setSpeed] = useState(DEFAULT_SPEED);
  const [startedAt, setStartedAt] = useState<Partial<Record<Pattern, Date>>>({});
  const stories = useMemo(() => ({ sync: storyOf(runs.sync), async: storyOf(runs.async) }), [runs]);
  const players = {
    sync: usePlayer(stories.sync.lengthMs, speed),
    async: usePlayer(stories.async.lengthMs, speed),
  };
  const run = (...patterns: readonly Pattern[]) => {
    const now = new Date();
    setStartedAt((before) => ({
      ...before,
      ...Object.fromEntries(patterns.map((it) => [it, now])),
    }));
    for (const pattern of patterns) players[pattern].start();
  };
  return (
    <Section {...{ id, kicker, title, lead }}>
      <div class="toolbar">
        <button type="button" class="primary" onClick={() => run(...PATTERNS)}>
          Run both
        </button>
        <SpeedChoice id={`${id}-speed`} speed={speed} speeds={SPEEDS} onChange={setSpeed} />
      </div>
      <div class="pair">
        {PATTERNS.map((pattern) => (
          <SamplePanel
            key={pattern}
            sampleId={id}
            pattern={pattern}
            story={stories[pattern]}
            note={notes[pattern]}
            player={players[pattern]}
            spanMs={spanOf([stories.sync.lengthMs, stories.async.lengthMs])}
            startedAt={startedAt[pattern]}
            onRun={() => run(pattern)}
          />
        ))}
      </div>
    </Section>
  );
}
