import { type DrainState, ProblemError } from '@sluice/platform';

/**
 * New orders belong to another instance from the moment at which this one begins to drain.
 *
 * @throws ProblemError `shutting-down`
 */
export function refuseWhileDraining(drain: DrainState): void {
  if (!drain.draining) return;
  throw new ProblemError('shutting-down', 'Send the order again; another instance takes it.', {
    headers: { 'retry-after': '1', connection: 'close' },
  });
}
