import { crc32 } from 'node:zlib';
import { REDIS_PREFIX } from '@sluice/contracts';

/**
 * Every key that Sluice keeps in Redis, but for Bull's own.
 *
 * A kind of task has, in each partition, a base such as `{sluice:0}:order` (`queueBase`), and under it:
 *
 * | key | kind | holds |
 * | --- | --- | --- |
 * | `<base>:<key>` | hash | a task's record; its fields are listed in `lua/prelude.lua` |
 * | `<base>-queued-h`, `-n`, `-l` | sorted set | queued ids of one priority by the time since which they wait (ms) |
 * | `<base>-scheduled` | sorted set | queued ids that may not be begun yet, by their not-before (ms) |
 * | `<base>-deadlines` | sorted set | queued ids whose deadline does not follow from their time, by deadline (ms) |
 * | `<base>-leases` | sorted set | ids that somebody holds, by the end of the lease on the queue clock |
 * | `<base>-retries` | sorted set | ids in processing that nobody holds, by due time on the queue clock; `inf` in a lane |
 * | `<base>-lane:<client>:<h, n, l or r>` | list | ids of one client at one priority, or its retries, in their order of service |
 * | `<base>-lanes`, `-retry-lanes` | sorted set | lanes that may hold something, by virtual start |
 * | `<base>-parked-lanes` | sorted set | lanes of clients that have as many in flight as they may, by virtual start |
 * | `<base>-virtual-time` | string | where a lane starts that becomes active |
 * | `<base>-in-flight:<client>` | set | held ids of a client with a cap |
 * | `<base>-waiting-corrections` | hash | by client, what to add to its lanes' lengths to get its queued tasks |
 * | `<base>-dead-letters` | sorted set | ids of failed tasks by the moment they failed (ms) |
 * | `<base>-counters` | hash | tasks that ended, by status; `drained`: completed or failed through the queue |
 * | `<base>-control` | hash | `paused` since (ms), while an operator has the queue paused |
 * | `<base>-reconciler` | string | the leading reconciler and the number of its pass |
 * | `<base>-id-fingerprint` | string | of the secret behind the ids in this partition |
 * | `<base>-changed:<key>` | channel | the new revision of a task, at each change |
 *
 * In each partition besides (`tagOf`): `clock` (hash, see `lua/clock.lua`), `idempotency:<hash>` (string:
 * fingerprint of the body and order id), `client-policies` (hash: weight and cap by client), and what
 * organizations keep (`unlinkings/`). For all partitions together: `{sluice}:schema`,
 * `{sluice}:order-id-key`, `{sluice}:limiter`, `{sluice}:workers`, `{sluice}:workers:seen`.
 *
 * All keys of a partition share one hash tag, so that a script's keys live in one slot of a cluster.
 */
export const GLOBAL_KEYS = {
  /** Hash: layout version and number of partitions. */
  schema: `${REDIS_PREFIX}:schema`,
  /** String: the HMAC key behind order ids, hex. */
  orderIdKey: `${REDIS_PREFIX}:order-id-key`,
  /** Hash: what operators set of the limiter: `concurrency`, `rateMax` (0: none), `rateWindowMs`. */
  limiter: `${REDIS_PREFIX}:limiter`,
  /** Hash: `start`, the one last handed out under the rate by Redis' clock, and `credit`; in microseconds. */
  limiterPace: `${REDIS_PREFIX}:limiter:pace`,
  /** Hash: state (JSON) by worker id. */
  workers: `${REDIS_PREFIX}:workers`,
  /** Sorted set: workers by their last heartbeat. */
  workersSeen: `${REDIS_PREFIX}:workers:seen`,
} as const;

/** Most partitions that two hex digits of an id can tell apart. */
export const MOST_PARTITIONS = 256;

/** Redis' hash tag of a partition, with the colon that ends it: what its keys begin with. */
export function tagOf(partition: number): string {
  return `${partitionPrefix(partition)}:`;
}

/** The same without the colon: Bull's prefix for its queues in this partition. */
export function partitionPrefix(partition: number): string {
  return `${REDIS_PREFIX.slice(0, -1)}:${partition}}`;
}

const known = new Map<string, number>();
const MOST_KNOWN = 10_000;

/** The partition to which a client belongs: all its orders, numbers and idempotency keys. */
export function partitionOf(client: string, partitions: number): number {
  if (partitions === 1) return 0;
  const name = `${partitions} ${client}`;
  let partition = known.get(name);
  if (partition === undefined) {
    partition = crc32(client) % partitions;
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(name, partition);
  }
  return partition;
}

/** Where an id of any kind has its partition, as two hex digits: behind the generation. */
const PARTITION_AT = 6;

/** The partition that an id names; the id has the shape of a UUID. */
export function partitionOfId(id: string): number {
  return Number.parseInt(id.slice(PARTITION_AT, PARTITION_AT + 2), 16);
}

/** Puts a partition into a UUID that was made at random. */
export function inPartition(uuid: string, partition: number): string {
  const digits = partition.toString(16).padStart(2, '0');
  return uuid.slice(0, PARTITION_AT) + digits + uuid.slice(PARTITION_AT + 2);
}

/** Every partition there is. */
export function partitionsOf(count: number): number[] {
  return Array.from({ length: count }, (_, partition) => partition);
}
