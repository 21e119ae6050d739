import type { RunEvent, Run } from './run';

/**
 * Where a call is: not there yet, `waiting` for a worker, `processing`, `done` but not asked for yet, or
 * at its end.
 */
export const PHASES = [
  'coming',
  'waiting',
  'processing',
  'done',
  'completed',
  'timed-out',
  'expired',
  'refused',
] as const;

export type Phase = (typeof PHASES)[number];

/** A thread of the synchronous gateway: never used, in use, or free again after an answer or a 504. */
export type ThreadState = 'unused' | 'busy' | 'released' | 'timed-out';

/** A worker of the backend; `abandoned` when nobody waits any more for what it does. */
export type WorkerState = 'idle' | 'busy' | 'abandoned';

/** Everything at one moment of a run. */
export interface RunState {
  /** Of each call, by its number. */
  phases: Phase[];
  counts: Record<Phase, number>;
  /** Of each thread; none in an asynchronous gateway. */
  threads: ThreadState[];
  /** Which call each worker of the backend has in hand; undefined: none. */
  workers: (number | undefined)[];
  /** Calls in line for a worker: in the queue, or in the backend's own line. */
  depth: number;
}

/** Before the first call. */
export function stateAtStart({ pattern, scenario }: Run): RunState {
  const { calls, threads, backendWorkers } = scenario;
  const counts = Object.fromEntries(PHASES.map((phase) => [phase, 0])) as Record<Phase, number>;
  return {
    phases: new Array<Phase>(calls).fill('coming'),
    counts: { ...counts, coming: calls },
    threads: new Array<ThreadState>(pattern === 'sync' ? threads : 0).fill('unused'),
    workers: new Array<number | undefined>(backendWorkers).fill(undefined),
    depth: 0,
  };
}

const isOver = (phase: Phase | undefined): boolean =>
  phase !== 'coming' && phase !== 'waiting' && phase !== 'processing';

/** What each worker does. */
export function workerStates({ workers, phases }: Readonly<RunState>): WorkerState[] {
  return workers.map((call) => {
    if (call === undefined) return 'idle';
    return isOver(phases[call]) ? 'abandoned' : 'busy';
  });
}

/** Brings a state to the moment after one event more; it is changed in place. */
export function applyEvent(state: RunState, event: RunEvent): void {
  EFFECTS[event.kind](state, event.call, event.place ?? -1);
}

type Effect = (state: RunState, call: number, place: number) => void;

const EFFECTS: Record<RunEvent['kind'], Effect> = {
  refused: (state, call) => move(state, call, 'refused'),
  held(state, call, thread) {
    state.threads[thread] = 'busy';
    join(state, call);
  },
  accepted: (state, call) => join(state, call),
  begun(state, call, worker) {
    state.depth--;
    state.workers[worker] = call;
    if (!isOver(state.phases[call])) move(state, call, 'processing');
  },
  done(state, call, worker) {
    state.workers[worker] = undefined;
    if (!isOver(state.phases[call])) move(state, call, 'done');
  },
  answered(state, call, thread) {
    state.threads[thread] = 'released';
    move(state, call, 'completed');
  },
  'timed-out'(state, call, thread) {
    state.threads[thread] = 'timed-out';
    move(state, call, 'timed-out');
  },
  expired(state, call) {
    state.depth--;
    move(state, call, 'expired');
  },
  learned(state, call) {
    if (state.phases[call] === 'done') move(state, call, 'completed');
  },
};

function join(state: RunState, call: number): void {
  state.depth++;
  move(state, call, 'waiting');
}

function move({ phases, counts }: RunState, call: number, to: Phase): void {
  counts[phases[call] ?? 'coming']--;
  counts[to]++;
  phases[call] = to;
}
