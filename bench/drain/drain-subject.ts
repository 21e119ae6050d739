import type { SampleOrder } from '../measure/sample-order.ts';

export type SubjectKey = 'loop' | 'bull' | 'bullmq' | 'worker';

/** Something that sends waiting orders to the backend, so many at a time as its {@link DrainPlace} says. */
export interface DrainSubject {
  readonly key: SubjectKey;
  /** For people; says what is measured. */
  readonly title: string;
  /** Processes whose CPU time a drained order costs. */
  readonly pids: { readonly workers: readonly number[]; readonly redis?: number };
  /** Makes the orders wait with nobody sending them yet. */
  load(orders: readonly SampleOrder[]): Promise<void>;
  /** Lets it loose on what waits. May resolve before anything was sent. */
  release(): Promise<void>;
}

/** Where a subject works. */
export interface DrainPlace {
  backendUrl: string;
  /** For its Redis, when it has one. */
  dataDir: string;
  /** Most orders under way at a time: the fixed limiter of every subject. */
  atOnce: number;
}

/** The fixed limiter where nothing else is said. */
export const AT_ONCE = 16;
