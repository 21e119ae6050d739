import type { EventKind, Run } from '@sluice/simulation';

export type Station = 'client' | 'bff' | 'backend';
export type Mood = 'idle' | 'busy' | 'free' | 'good' | 'bad' | 'wasted';

/** What a station does for a while. */
export interface Stretch {
  station: Station;
  mood: Mood;
  fromMs: number;
  toMs: number;
  says: string;
}

/** What one call was to its three stations. */
export interface Story {
  stretches: readonly Stretch[];
  /** When the client asked for its outcome. */
  polls: readonly number[];
  /** When the client had its outcome, and what that was. */
  outcomeMs: number;
  outcome: 200 | 504;
  lengthMs: number;
}

/** The story of a run of a single call. */
export function storyOf(run: Run): Story {
  return run.pattern === 'sync' ? syncStory(run) : asyncStory(run);
}

function syncStory(run: Run): Story {
  const answeredMs = momentOf(run, 'answered');
  const outcomeMs = answeredMs ?? momentOf(run, 'timed-out') ?? 0;
  const doneMs = momentOf(run, 'done') ?? 0;
  const inBoth = [
    stretch('client', 'busy', 0, outcomeMs, 'Waiting'),
    stretch('bff', 'busy', 0, outcomeMs, 'Thread held'),
    stretch('backend', 'busy', 0, Math.min(doneMs, outcomeMs), 'Working'),
  ];
  const ending = answeredMs === undefined ? givenUp(outcomeMs, doneMs) : answered(answeredMs);
  return {
    polls: [],
    outcomeMs,
    outcome: answeredMs === undefined ? 504 : 200,
    lengthMs: Math.max(outcomeMs, doneMs),
    stretches: [...inBoth, ...ending],
  };
}

const answered = (atMs: number): Stretch[] => [
  stretch('client', 'good', atMs, Infinity, '200 OK'),
  stretch('bff', 'free', atMs, Infinity, 'Thread released'),
  stretch('backend', 'good', atMs, Infinity, 'Done'),
];

const givenUp = (atMs: number, doneMs: number): Stretch[] => [
  stretch('client', 'bad', atMs, Infinity, '504 Gateway Timeout'),
  stretch('bff', 'bad', atMs, Infinity, 'Gave up, thread released'),
  stretch('backend', 'wasted', atMs, doneMs, 'Working, for nobody'),
  stretch('backend', 'bad', doneMs, Infinity, 'Done, too late'),
];

function asyncStory(run: Run): Story {
  const { pollIntervalMs } = run.scenario;
  const learnedMs = momentOf(run, 'learned') ?? 0;
  const doneMs = momentOf(run, 'done') ?? 0;
  return {
    polls: Array.from({ length: learnedMs / pollIntervalMs }, (_, i) => (i + 1) * pollIntervalMs),
    outcomeMs: learnedMs,
    outcome: 200,
    lengthMs: learnedMs,
    stretches: [
      stretch('client', 'free', 0, learnedMs, 'Free, asks now and then'),
      stretch('client', 'good', learnedMs, Infinity, '200 with the result'),
      stretch('bff', 'free', 0, Infinity, '202 sent, free'),
      stretch('backend', 'busy', 0, doneMs, 'Working'),
      stretch('backend', 'good', doneMs, Infinity, 'Done'),
    ],
  };
}

const momentOf = ({ events }: Run, kind: EventKind): number | undefined =>
  events.find((event) => event.kind === kind)?.atMs;

const stretch = (
  station: Station,
  mood: Mood,
  fromMs: number,
  toMs: number,
  says: string,
): Stretch => ({ station, mood, fromMs, toMs, says });

const IDLE = { mood: 'idle', says: 'Idle' } as const;

/** What a station says at a moment; nothing has happened yet at an undefined one. */
export function stationAt(
  { stretches }: Story,
  station: Station,
  tMs: number | undefined,
): { mood: Mood; says: string } {
  if (tMs === undefined) return IDLE;
  const own = stretches.filter((it) => it.station === station);
  return own.find(({ fromMs, toMs }) => tMs >= fromMs && tMs < toMs) ?? IDLE;
}
