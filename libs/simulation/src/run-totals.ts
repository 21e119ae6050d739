import type { Run, RunEvent } from './run';
import { applyEvent, type RunState, stateAtStart } from './run-state';

/** What became of a whole run. */
export interface RunTotals {
  /** Calls by outcome; together they are all calls. */
  completed: number;
  timedOut: number;
  expired: number;
  refused: number;
  /** When the last client knew what became of its call. */
  endedAtMs: number;
  /** When the backend was through with everything, also with what nobody waited for. */
  backendFreeAtMs: number;
  /** When the first call was refused; undefined when none was. */
  firstRefusalMs: number | undefined;
  /** Most calls that stood in line for a worker at one time. */
  peakDepth: number;
  /** Calls that the backend finished although nobody waited any more. */
  abandoned: number;
}

const lastOf = (events: readonly RunEvent[]): number => events.at(-1)?.atMs ?? 0;

/** Adds a run up. */
export function totalsOf(run: Run): RunTotals {
  const { events } = run;
  const state = stateAtStart(run);
  const peaks = events.map((event) => depthAfter(state, event));
  const { counts } = state;
  const done = events.filter(({ kind }) => kind === 'done');
  return {
    completed: counts.completed,
    timedOut: counts['timed-out'],
    expired: counts.expired,
    refused: counts.refused,
    endedAtMs: lastOf(events.filter(({ kind }) => kind !== 'done' && kind !== 'begun')),
    backendFreeAtMs: lastOf(done),
    firstRefusalMs: events.find(({ kind }) => kind === 'refused')?.atMs,
    peakDepth: peaks.reduce((peak, depth) => Math.max(peak, depth), 0),
    abandoned: done.length - counts.completed,
  };
}

function depthAfter(state: RunState, event: RunEvent): number {
  applyEvent(state, event);
  return state.depth;
}
