import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { LIFECYCLE_KEYS } from './lifecycle-keys';

const KEY_BYTES = 32;

/**
 * The secret behind order ids: made by the first gateway that asks, shared by all through Redis, so
 * that a duplicate meets its own record on whichever gateway it arrives.
 */
export async function loadOrderIdKey(redis: Redis): Promise<Buffer> {
  await redis.set(LIFECYCLE_KEYS.orderIdKey, randomBytes(KEY_BYTES).toString('hex'), 'NX');
  const key = await redis.get(LIFECYCLE_KEYS.orderIdKey);
  if (key === null) throw new Error('Redis did not keep the key behind order ids');
  return Buffer.from(key, 'hex');
}
