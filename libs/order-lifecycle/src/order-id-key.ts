import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { LIFECYCLE_KEYS } from './lifecycle-keys';
import { OrderIdMint } from './order-id';

const KEY_BYTES = 32;

/**
 * The mint of order ids over the secret that all gateways share through Redis, so that a duplicate
 * meets its own record on whichever gateway it arrives. The first gateway makes the secret; it is
 * loaded on demand, for a gateway may start before its Redis.
 */
export class SharedOrderIdMint {
  private loaded: OrderIdMint | undefined;

  constructor(private readonly redis: Redis) {
    redis.on('ready', () => (this.loaded = undefined));
  }

  /** The mint, if it is at hand; else {@link load} it. */
  get current(): OrderIdMint | undefined {
    return this.loaded;
  }

  /** Rejects with the client's error while Redis cannot be asked. */
  async load(): Promise<OrderIdMint> {
    const secret = await loadSecret(this.redis);
    this.loaded ??= new OrderIdMint(secret);
    return this.loaded;
  }
}

async function loadSecret(redis: Redis): Promise<Buffer> {
  await redis.set(LIFECYCLE_KEYS.orderIdKey, randomBytes(KEY_BYTES).toString('hex'), 'NX');
  const secret = await redis.get(LIFECYCLE_KEYS.orderIdKey);
  if (secret === null) throw new Error('Redis did not keep the secret behind order ids');
  return Buffer.from(secret, 'hex');
}
