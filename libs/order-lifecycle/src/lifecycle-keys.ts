import { QUEUE_NAMES, REDIS_PREFIX } from '@sluice/contracts';
import { bullKeysOf } from './task-keys';

/**
 * Names in Redis of the order lifecycle. Bull owns `{sluice}:orders:…`, the lifecycle everything
 * else; the two never share a key, so no order id can collide with one of Bull's own keys.
 *
 * | key | kind | holds |
 * | --- | --- | --- |
 * | `order:<key>` | hash | the order's record, see `OrderRecord` |
 * | `queued` | sorted set | ids of queued orders by acceptance (ms): backlog, oldest age, expiry |
 * | `deadlines` | sorted set | ids whose deadline does not follow from their acceptance, by deadline |
 * | `leases` | sorted set | ids of orders in processing by the moment they fall due (ms) |
 * | `dead-letters` | sorted set | ids of failed orders by the moment they failed (ms) |
 * | `idempotency:<hash>` | string | `<fingerprint> <order id>` of a request with Idempotency-Key |
 * | `counters` | hash | how many orders ended, by status |
 * | `order-id-key` | string | the HMAC key behind order ids |
 * | `changed:<key>` | channel | the new revision of the order with this record's key, at each change |
 * | `reconciler` | string | the leading reconciler, with expiry |
 *
 * Other kinds of task have the same keys under their own names: `callback:<key>`, `callback-queued`,
 * and so on, see `TaskKeys`.
 */
export const LIFECYCLE_KEYS = {
  orderPrefix: `${REDIS_PREFIX}:order:`,
  idempotencyPrefix: `${REDIS_PREFIX}:idempotency:`,
  queued: `${REDIS_PREFIX}:queued`,
  deadlines: `${REDIS_PREFIX}:deadlines`,
  leases: `${REDIS_PREFIX}:leases`,
  deadLetters: `${REDIS_PREFIX}:dead-letters`,
  counters: `${REDIS_PREFIX}:counters`,
  orderIdKey: `${REDIS_PREFIX}:order-id-key`,
  changedPrefix: `${REDIS_PREFIX}:changed:`,
  reconciler: `${REDIS_PREFIX}:reconciler`,
} as const;

/** The keys of Bull's order queue that the scripts write. */
export const BULL_KEYS = bullKeysOf(QUEUE_NAMES.orders);
