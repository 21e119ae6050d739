import { ProblemError } from '@sluice/platform';
import type { QueueAdmin } from './queue-admin';

/** Finds a queue by its name. */
export class QueuesService {
  constructor(readonly admins: readonly QueueAdmin[]) {}

  /** @throws ProblemError `not-found` */
  adminOf(name: string): QueueAdmin {
    const queue = this.admins.find((one) => one.name === name);
    if (!queue) throw new ProblemError('not-found', 'There is no such queue.');
    return queue;
  }
}
