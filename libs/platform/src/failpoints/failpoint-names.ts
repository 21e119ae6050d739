/**
 * The six moments at which a process may be made to die or to stall. Between any two of them an
 * order is in another state, so that each asks the recovery another question.
 *
 * | name | app | when |
 * | --- | --- | --- |
 * | `after-accept` | gateway | Redis confirmed the order, the client was not answered |
 * | `after-pop` | order-worker | Bull handed a bell out, nothing was begun for it |
 * | `after-begin` | order-worker | the order is held under a lease, nothing else happened |
 * | `before-post` | order-worker, gateway (sync) | right before the call of the backend |
 * | `after-commit` | mock-backend | the order is saved, the caller was not answered |
 * | `before-settle` | order-worker, gateway (sync) | the backend answered, the record does not know |
 */
export const FAILPOINTS = [
  'after-accept',
  'after-pop',
  'after-begin',
  'before-post',
  'after-commit',
  'before-settle',
] as const;

export type FailpointName = (typeof FAILPOINTS)[number];
