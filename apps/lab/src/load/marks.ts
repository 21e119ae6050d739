import type { Pattern, Phase, ThreadState, WorkerState } from '@sluice/simulation';

/** How a square looks; colour and shape say the same. */
export type Mark =
  | 'empty'
  | 'waiting'
  | 'busy'
  | 'ready'
  | 'good'
  | 'released'
  | 'timed-out'
  | 'expired'
  | 'refused'
  | 'abandoned';

export const CALL_MARKS: Record<Phase, Mark> = {
  coming: 'empty',
  waiting: 'waiting',
  processing: 'busy',
  done: 'ready',
  completed: 'good',
  'timed-out': 'timed-out',
  expired: 'expired',
  refused: 'refused',
};

export const THREAD_MARKS: Record<ThreadState, Mark> = {
  unused: 'empty',
  busy: 'busy',
  released: 'released',
  'timed-out': 'timed-out',
};

export const WORKER_MARKS: Record<WorkerState, Mark> = {
  idle: 'empty',
  busy: 'busy',
  abandoned: 'abandoned',
};

/** What the squares of threads mean. */
export const THREAD_KEY = [
  ['busy', 'busy, held open'],
  ['released', 'released by an answer'],
  ['timed-out', 'released by a timeout'],
] as const;

/** What the squares of workers mean; only a backend behind a synchronous gateway works for nobody. */
export const WORKER_KEYS: Record<Pattern, readonly (readonly [Mark, string])[]> = {
  sync: [
    ['busy', 'at work'],
    ['abandoned', 'at work for nobody'],
  ],
  async: [['busy', 'at work']],
};

/** What a count in the legend is the sum of. */
export interface LegendEntry {
  mark: Mark;
  name: string;
  phases: readonly Phase[];
}

export const LEGENDS: Record<Pattern, readonly LegendEntry[]> = {
  sync: [
    { mark: 'waiting', name: 'Thread held, in the backend’s line', phases: ['waiting'] },
    { mark: 'busy', name: 'Thread held, backend at work', phases: ['processing', 'done'] },
    { mark: 'good', name: 'Completed (200)', phases: ['completed'] },
    { mark: 'timed-out', name: 'Timed out (504)', phases: ['timed-out'] },
    { mark: 'refused', name: 'Rejected (503)', phases: ['refused'] },
  ],
  async: [
    { mark: 'waiting', name: 'Queued (202)', phases: ['waiting'] },
    { mark: 'busy', name: 'Processing (202)', phases: ['processing'] },
    { mark: 'ready', name: 'Done, not asked for yet', phases: ['done'] },
    { mark: 'good', name: 'Completed (polled 200)', phases: ['completed'] },
    { mark: 'expired', name: 'Expired (410)', phases: ['expired'] },
    { mark: 'refused', name: 'Rejected (503)', phases: ['refused'] },
  ],
};
