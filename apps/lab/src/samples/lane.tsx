import type { JSX } from 'preact';
import { type Station, stationAt, type Story } from './sample-story';

const NAMES: Record<Station, string> = {
  client: 'Client',
  bff: 'BFF',
  backend: 'BE Service',
};

interface LaneProps {
  story: Story;
  station: Station;
  /** Undefined before the first start. */
  tMs: number | undefined;
  /** What the whole width stands for. */
  spanMs: number;
}

/** One station: what it says, and its past as a bar. */
export function Lane({ story, station, tMs, spanMs }: LaneProps): JSX.Element {
  const { mood, says } = stationAt(story, station, tMs);
  const shownMs = tMs ?? 0;
  const percent = (ms: number) => `${(Math.min(ms, shownMs) / spanMs) * 100}%`;
  const past = story.stretches.filter((it) => it.station === station && it.fromMs < shownMs);
  return (
    <li class="lane">
      <span class="lane-name">{NAMES[station]}</span>
      <span class={`lane-says mood-${mood}`}>
        <i class={`dot dot-${mood}`} aria-hidden="true" />
        {says}
      </span>
      <span class="lane-track" aria-hidden="true">
        {past.map(({ mood: then, fromMs, toMs }) => (
          <i
            key={fromMs}
            class={`bar bar-${then}`}
            style={{ left: percent(fromMs), right: `calc(100% - ${percent(toMs)})` }}
          />
        ))}
        {station === 'client' &&
          story.polls
            .filter((pollMs) => pollMs <= shownMs)
            .map((pollMs) => <i key={pollMs} class="poll" style={{ left: percent(pollMs) }} />)}
      </span>
    </li>
  );
}
