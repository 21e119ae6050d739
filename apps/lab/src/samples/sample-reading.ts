import type { Pattern } from '@sluice/simulation';
import { countText } from '../page/count-text';
import { secondsText, shortSeconds } from '../page/duration-text';
import type { Readout } from '../page/readouts';
import type { Story } from './sample-story';

/** A story at a moment of it. */
export interface Reading {
  pattern: Pattern;
  story: Story;
  /** Undefined before the first start. */
  tMs: number | undefined;
  startedAt: Date | undefined;
}

const NOTHING = '--';

/** What came of the call, in a line; it changes at most twice, for it is read out. */
export function resultOf({ pattern, story, tMs }: Reading): string {
  if (tMs === undefined) return 'Press “Run” to see what the client is told.';
  const { outcome, outcomeMs, lengthMs } = story;
  const after = shortSeconds(outcomeMs);
  if (tMs < outcomeMs) {
    return pattern === 'sync' ? 'Nothing yet; the call is open.' : 'HTTP 202 Accepted at once.';
  }
  if (pattern === 'async') {
    const asked = countText(story.polls.length, 'time');
    return `HTTP 202 at once, then HTTP 200 with the result after ${after}, asked for ${asked}.`;
  }
  if (outcome === 200) return `HTTP 200 after ${after}.`;
  return `HTTP 504 Gateway Timeout after ${after}; the backend is through at ${shortSeconds(lengthMs)}.`;
}

/** The three read-outs of a side. */
export function readoutsOf(reading: Reading): readonly Readout[] {
  const { pattern, story, tMs } = reading;
  const names =
    pattern === 'sync'
      ? ['Call start', 'Gateway hold time', 'UI blocked?']
      : ['Job accepted', 'Client waiting for result', 'UI blocked?'];
  const values =
    tMs === undefined
      ? []
      : valuesOf(reading, Math.min(tMs, story.outcomeMs), timeOfDay(reading.startedAt));
  return names.map((name, index) => [name, values[index] ?? NOTHING]);
}

function valuesOf({ pattern }: Reading, waitedMs: number, began: string): string[] {
  const waited = secondsText(waitedMs);
  if (pattern === 'sync') return [began, waited, `Yes, for ${waited}`];
  return [`${began} (202)`, waited, 'No'];
}

function timeOfDay(moment: Date | undefined): string {
  return moment?.toLocaleTimeString('en-GB') ?? NOTHING;
}
