import type { SampleOrder } from '../measure/sample-order.ts';

export type SubjectKey = 'loop' | 'bull' | 'bullmq' | 'worker';

/** Something that sends waiting orders to the backend, at most {@link AT_ONCE} at a time. */
export interface DrainSubject {
  readonly key: SubjectKey;
  /** For people; says what is measured. */
  readonly title: string;
  /** Makes the orders wait with nobody sending them yet. */
  load(orders: readonly SampleOrder[]): Promise<void>;
  /** Lets it loose on what waits. May resolve before anything was sent. */
  release(): Promise<void>;
}

/** The fixed limiter of every subject. */
export const AT_ONCE = 16;
