/**
 * Everything that Sluice keeps in Redis stands under one prefix with one hash tag, so that all keys
 * of a script live in one cluster slot.
 */
export const REDIS_PREFIX = '{sluice}';

/** Names of the Bull queues; Bull's own keys are `{sluice}:<queue>:…`. */
export const QUEUE_NAMES = {
  orders: 'orders',
  callbacks: 'callbacks',
  unlinkings: 'unlinkings',
} as const;

export type QueueName = (typeof QUEUE_NAMES)[keyof typeof QUEUE_NAMES];
