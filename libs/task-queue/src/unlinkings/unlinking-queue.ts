import { summarizeProblem } from '@sluice/contracts';
import type { Redis } from 'ioredis';
import { UNLINKINGS } from '../task-kind';
import { type QueueOptions, TaskQueue } from '../task-queue';
import { UNLINKING_RETENTION_MS } from './unlinking-keys';
import { type BegunUnlinking, readUnlinkingTask } from './unlinking-task';

/** What sets a task aside whose worker vanished again and again. */
export const UNLINKING_QUARANTINED = summarizeProblem(
  'backend-failed',
  'The workers that had these members to unlink vanished again and again; an operator can retry it.',
);

/** The transitions of unlinking tasks; they come in with the save that makes them due. @see TaskQueue */
export class UnlinkingQueue extends TaskQueue<BegunUnlinking> {
  constructor(redis: Redis, options: QueueOptions = {}) {
    // The tasks have no deadline: their attempts end them.
    const retentionMs = UNLINKING_RETENTION_MS;
    const rules = { retentionMs, outOfTime: UNLINKING_QUARANTINED, read: readUnlinkingTask };
    super(redis, UNLINKINGS, rules, options);
  }
}
