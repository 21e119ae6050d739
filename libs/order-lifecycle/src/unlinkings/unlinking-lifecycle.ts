import { summarizeProblem } from '@sluice/contracts';
import type { Redis } from 'ioredis';
import { UNLINKINGS } from '../task-kind';
import { TaskLifecycle } from '../task-lifecycle';
import { UNLINKING_RETENTION_MS } from './unlinking-keys';
import { type BegunUnlinking, readUnlinkingTask } from './unlinking-task';

/** What sets a task aside whose worker vanished again and again. */
export const UNLINKING_QUARANTINED = summarizeProblem(
  'backend-failed',
  'The workers that had these members to unlink vanished again and again; an operator can retry it.',
);

/** The transitions of unlinking tasks; they come in with the save that makes them due. @see TaskLifecycle */
export class UnlinkingLifecycle extends TaskLifecycle<BegunUnlinking> {
  constructor(redis: Redis) {
    super(redis, UNLINKINGS, {
      retentionMs: UNLINKING_RETENTION_MS,
      // The tasks have no deadline: their attempts end them.
      outOfTime: UNLINKING_QUARANTINED,
      quarantined: UNLINKING_QUARANTINED,
      read: readUnlinkingTask,
    });
  }
}
