import { REDIS_PREFIX } from '@sluice/contracts';

/**
 * Names in Redis of organizations and of what became of their unlinkings; the tasks have their own,
 * as every kind of task.
 *
 * | key | kind | holds |
 * | --- | --- | --- |
 * | `organization:<client>:<id>` | hash | `d` its state (JSON), `v` revision, `u` last save (ms) |
 * | `unlinking-progress:<id>` | hash | `c` client, `o` organization, `n` members, `t` begin, `z` end (ms) |
 * | `unlinking-pending:<id>` | set | members that are still linked, as far as is known |
 * | `unlinking-refused:<id>` | set | those of them that were given up |
 */
export const UNLINKING_KEYS = {
  organizationPrefix: `${REDIS_PREFIX}:organization:`,
  progressPrefix: `${REDIS_PREFIX}:unlinking-progress:`,
  pendingPrefix: `${REDIS_PREFIX}:unlinking-pending:`,
  refusedPrefix: `${REDIS_PREFIX}:unlinking-refused:`,
} as const;

/** How long the progress of an unlinking that ended stays readable. */
export const UNLINKING_RETENTION_MS = 86_400_000;
