/**
 * What keys in Redis begin with that belong to no partition; those of partition 0 begin with `{sluice:0}`.
 * The braces are a hash tag: keys that share one live in one slot of a cluster.
 */
export const REDIS_PREFIX = '{sluice}';

/** Names of the queues, and of Bull's queues that wake their workers. */
export const QUEUE_NAMES = {
  orders: 'orders',
  callbacks: 'callbacks',
  unlinkings: 'unlinkings',
} as const;

export type QueueName = (typeof QUEUE_NAMES)[keyof typeof QUEUE_NAMES];
