import { isClientEvent, type FaultEvent, type HistoryEvent } from '../../history/history-event.ts';

/** How the submissions of a slice of time were answered, per second. */
export interface LoadSlice {
  atMs: number;
  acknowledged: number;
  otherAnswers: number;
  refused: number;
  unanswered: number;
}

/** What a timeline shows. */
export interface Timeline {
  endMs: number;
  load: LoadSlice[];
  depth: { atMs: number; queued: number; processing: number }[];
  faults: FaultEvent[];
  deaths: { atMs: number; name: string }[];
}

const SLICE_MS = 500;

/** Reads a history for its timeline; submissions count at the moment at which they were sent. */
export function timelineOf(events: readonly HistoryEvent[]): Timeline {
  const endMs = Math.max(1, ...events.map(lastMomentOf));
  const kinds = {
    depth: events.filter((event) => event.kind === 'depth'),
    faults: events.filter((event) => event.kind === 'fault'),
    deaths: events.filter((event) => event.kind === 'process' && event.what !== 'restarted'),
  };
  return { endMs, load: loadOf(events, endMs), ...kinds } as Timeline;
}

function lastMomentOf(event: HistoryEvent): number {
  return 'endedAtMs' in event ? event.endedAtMs : event.atMs;
}

function loadOf(events: readonly HistoryEvent[], endMs: number): LoadSlice[] {
  const slices = Array.from({ length: Math.ceil(endMs / SLICE_MS) }, (_, index) => ({
    atMs: index * SLICE_MS,
    acknowledged: 0,
    otherAnswers: 0,
    refused: 0,
    unanswered: 0,
  }));
  for (const event of events) {
    if (!isClientEvent(event) || event.kind !== 'submit') continue;
    const slice = slices[Math.floor(event.atMs / SLICE_MS)];
    const status = 'status' in event.outcome ? event.outcome.status : undefined;
    if (slice) slice[nameOf(status)] += 1_000 / SLICE_MS;
  }
  return slices;
}

function nameOf(status: number | undefined): keyof Omit<LoadSlice, 'atMs'> {
  if (status === undefined) return 'unanswered';
  if (status < 300) return 'acknowledged';
  return status === 503 || status === 429 ? 'refused' : 'otherAnswers';
}
