import type { Redis } from 'ioredis';
import { LIFECYCLE_KEYS } from './lifecycle-keys';
import type { IdempotencyMark } from './order-intake';

/** Stands where a single request's mark names its order. */
const NO_ORDER = '-';

/** Whether a batch's key is new, came with this very batch before, or with another request. */
export type BatchClaim = 'new' | 'same' | 'other';

/**
 * The marks of idempotency keys that cover a batch. They stand among those of single requests, so
 * that a key is one request's whatever the kind. Each order of a batch has a mark of its own besides,
 * written together with the order: a batch that was half taken in is completed by sending it again.
 */
export class BatchMarks {
  /** @param keptMs how long a mark is kept; as long as an order can be followed */
  constructor(
    private readonly redis: Redis,
    private readonly keptMs: number,
  ) {}

  /** Atomic over all gateways; idempotent for the same batch. */
  async claim({ hash, fingerprint }: IdempotencyMark): Promise<BatchClaim> {
    const mark = `${fingerprint} ${NO_ORDER}`;
    const held = await this.redis.set(keyOf(hash), mark, 'PX', this.keptMs, 'NX', 'GET');
    if (held === null) return 'new';
    return held === mark ? 'same' : 'other';
  }

  /** Forgets a mark of which nothing came; to be called by whoever claimed it as new. */
  async forget({ hash }: IdempotencyMark): Promise<void> {
    await this.redis.del(keyOf(hash));
  }
}

const keyOf = (hash: string): string => LIFECYCLE_KEYS.idempotencyPrefix + hash;
