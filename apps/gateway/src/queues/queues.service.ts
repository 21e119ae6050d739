import { ProblemError } from '@sluice/platform';
import type { QueueDesk } from './queue-desk';

/** Finds the desk of a queue. */
export class QueuesService {
  constructor(readonly desks: readonly QueueDesk[]) {}

  /** @throws ProblemError `not-found` */
  desk(name: string): QueueDesk {
    const desk = this.desks.find((one) => one.name === name);
    if (!desk) throw new ProblemError('not-found', 'There is no such queue.');
    return desk;
  }
}
