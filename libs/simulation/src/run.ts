import type { Scenario } from './scenario';

/** Which gateway stands before the backend. */
export type Pattern = 'sync' | 'async';

/**
 * What can happen to a call:
 * `refused` there was no room (503);
 * `held` a thread has it until it is answered (sync);
 * `accepted` it waits in the queue, its client was told 202 (async);
 * `begun`, `done` a worker of the backend takes it up and is through with it;
 * `answered` its client gets 200 and its thread is free again (sync);
 * `timed-out` its client gets 504 and its thread is free again, the backend goes on (sync);
 * `expired` it waited too long and will not be begun (async);
 * `learned` its client asks for the outcome and is told 200 or 410 (async).
 */
export type EventKind =
  | 'refused'
  | 'held'
  | 'accepted'
  | 'begun'
  | 'done'
  | 'answered'
  | 'timed-out'
  | 'expired'
  | 'learned';

export interface RunEvent {
  /** Since the first call arrived. */
  atMs: number;
  kind: EventKind;
  /** Number of the call, from 0 in the order of arrival. */
  call: number;
  /** Which thread (`held`, `answered`, `timed-out`) or worker (`begun`, `done`), from 0. */
  place: number | undefined;
}

/** Everything that happened, in order. */
export interface Run {
  pattern: Pattern;
  scenario: Scenario;
  events: readonly RunEvent[];
}

/** Writes down what happens. */
export type Note = (kind: EventKind, call: number, place?: number) => void;
