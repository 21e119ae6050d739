/**
 * - `lost`: a promise that nothing came of
 * - `doubled`: an order that somebody has more than once: the backend, Redis, or two workers at a time
 * - `liar`: an answer that contradicts the truth
 * - `regression`: an order that left a final state or whose attempts went down
 * - `badAnswer`: an answer outside the contract, or too late
 * - `crash`: a process that ended by itself in a way of its own
 * - `leak`: what stays of work although everything has ended
 * - `late`: an order that waited although nothing stood in its way
 * - `vacuous`: so little happened that the run proves nothing
 */
export type ViolationKind =
  'lost' | 'doubled' | 'liar' | 'regression' | 'badAnswer' | 'crash' | 'leak' | 'late' | 'vacuous';

/** One broken rule with what one needs to understand it. */
export interface Violation {
  kind: ViolationKind;
  rule: string;
  orderNumber?: string;
  expected: string;
  seen: string;
}
