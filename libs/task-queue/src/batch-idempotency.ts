import type { Redis } from 'ioredis';
import { partitionOf, tagOf } from './keys';
import type { IdempotencyRecord } from './order-intake';

/** Stands where a single request's record names its order. */
const NO_ORDER = '-';

/** Whether a batch's key is new, came with this very batch before, or with another request. */
export type BatchClaim = 'new' | 'same' | 'other';

/**
 * The idempotency keys that cover a batch. They stand among those of single requests, so that a key is one
 * request's whatever the kind. Each order of a batch has a key of its own besides, written together with
 * the order, which binds the batch's key again: a batch that was half taken in is completed by sending it
 * again, and its key is not free although another copy of it found no room.
 */
export class BatchIdempotency {
  /**
   * @param keptMs how long a key is kept; as long as an order can be followed
   */
  constructor(
    private readonly redis: Redis,
    readonly keptMs: number,
    private readonly partitions = 1,
  ) {}

  /** Atomic over all gateways; idempotent for the same batch. */
  async claim(client: string, { hash, fingerprint }: IdempotencyRecord): Promise<BatchClaim> {
    const mine = `${fingerprint} ${NO_ORDER}`;
    const key = this.keyOf(client, hash);
    const held = await this.redis.set(key, mine, 'PX', this.keptMs, 'NX', 'GET');
    if (held === null) return 'new';
    return held === mine ? 'same' : 'other';
  }

  /**
   * Forgets a key of which nothing came; to be called by whoever claimed it as new. Where a copy of the
   * batch was taken in meanwhile, at least in part, it stays.
   *
   * @param orders the keys of the batch's orders
   */
  async forget(
    client: string,
    { hash }: IdempotencyRecord,
    orders: readonly IdempotencyRecord[],
  ): Promise<void> {
    const keys = orders.map((order) => this.keyOf(client, order.hash));
    await this.redis.eval(FORGET, keys.length + 1, this.keyOf(client, hash), ...keys);
  }

  private keyOf(client: string, hash: string): string {
    return `${tagOf(partitionOf(client, this.partitions))}idempotency:${hash}`;
  }
}

/** KEYS: the batch's, then those of its orders. */
const FORGET = `
for i = 2, #KEYS do
  if redis.call('EXISTS', KEYS[i]) == 1 then return 0 end
end
return redis.call('DEL', KEYS[1])`;
