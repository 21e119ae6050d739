/**
 * What a 202 means, chosen by `DURABILITY`:
 *
 * - `always`: the order is on Redis' disk (`appendfsync always`); survives a power cut.
 * - `everysec`: in Redis' memory and on its way to the disk; a dying Redis may take the last second along.
 * - `replicated`: acknowledged by as many replicas as Redis asks for (`min-replicas-to-write`) as well.
 */
export const DURABILITIES = ['always', 'everysec', 'replicated'] as const;

export type Durability = (typeof DURABILITIES)[number];

/** The settings and state of Redis that decide about durability. */
export interface RedisPolicy {
  maxmemoryPolicy: string;
  appendonly: string;
  appendfsync: string;
  minReplicasToWrite: number;
  connectedReplicas: number;
}

/** What of a Redis breaks the promise, in sentences that say what to do; empty when nothing does. */
export function durabilityFaults(durability: Durability, policy: RedisPolicy): string[] {
  return [
    policy.maxmemoryPolicy === 'noeviction'
      ? null
      : `Redis may evict orders (maxmemory-policy ${policy.maxmemoryPolicy}); set it to noeviction.`,
    policy.appendonly === 'yes'
      ? null
      : 'Redis keeps orders in memory only (appendonly no); set appendonly yes.',
    durability === 'always' && policy.appendfsync !== 'always'
      ? `Redis writes to disk late (appendfsync ${policy.appendfsync}); set appendfsync always, or choose DURABILITY=everysec.`
      : null,
    policy.appendfsync === 'no'
      ? 'Redis leaves writing to disk to the system (appendfsync no); set appendfsync everysec or always.'
      : null,
    durability === 'replicated' ? replicationFault(policy) : null,
  ].filter((fault) => fault !== null);
}

function replicationFault({ minReplicasToWrite, connectedReplicas }: RedisPolicy): string | null {
  if (minReplicasToWrite < 1) {
    return 'Redis takes writes without a replica (min-replicas-to-write 0); set it to at least 1.';
  }
  if (connectedReplicas >= minReplicasToWrite) return null;
  return `Redis has ${connectedReplicas} of ${minReplicasToWrite} replicas; start the missing ones.`;
}
