import { partitionOfId, tagOf } from '../keys';

/**
 * Names in Redis of what became of an unlinking, in its client's partition; the tasks have their own, as
 * every kind of task, and organizations stand at `organization:<client>:<id>`.
 *
 * | key | kind | holds |
 * | --- | --- | --- |
 * | `organization:<client>:<id>` | hash | `d` its state (JSON), `v` revision, `u` last save (ms) |
 * | `unlinking-progress:<id>` | hash | `c` client, `o` organization, `n` members, `t` begin, `z` end (ms) |
 * | `unlinking-pending:<id>` | set | members that are still linked, as far as is known |
 * | `unlinking-refused:<id>` | set | those of them that were given up |
 */
export function unlinkingKeys(
  unlinkingId: string,
): Record<'progress' | 'pending' | 'refused', string> {
  const prefix = `${tagOf(partitionOfId(unlinkingId))}unlinking`;
  return {
    progress: `${prefix}-progress:${unlinkingId}`,
    pending: `${prefix}-pending:${unlinkingId}`,
    refused: `${prefix}-refused:${unlinkingId}`,
  };
}

/** How long the progress of an unlinking that ended stays readable. */
export const UNLINKING_RETENTION_MS = 86_400_000;
