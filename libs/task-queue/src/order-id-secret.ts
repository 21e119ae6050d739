import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { GLOBAL_KEYS, partitionsOf } from './keys';
import { OrderIdGenerator } from './order-id';
import { ORDERS, queueBase } from './task-kind';

const KEY_BYTES = 32;

/**
 * The orders in Redis have ids made with another secret than this gateway has, and nobody has theirs: a
 * duplicate would not meet its record, so nothing is taken in. Its message says what to do.
 */
export class SecretMismatchError extends Error {
  /** Told to clients as a Redis that cannot serve. */
  readonly code = 'NR_CLOSED';

  constructor() {
    super(
      `The secret behind order ids (${GLOBAL_KEYS.orderIdKey}) is not the one with which the orders in Redis were made. Restore it from a backup, or restart a gateway that still has it; as a last resort delete the ${queueBase(ORDERS, 0)}-id-fingerprint keys: order numbers used so far are then free again.`,
    );
    this.name = 'SecretMismatchError';
  }
}

/**
 * The generator of order ids over the secret that all gateways share through Redis, so that a duplicate
 * meets its own record on whichever gateway it arrives. The first gateway makes the secret; it is loaded on
 * demand, for a gateway may start before its Redis.
 *
 * The fingerprint of the secret stands beside the orders made with it and is compared in the scripts that
 * take orders in, so that two different secrets never serve together.
 */
export class SharedOrderIdGenerator {
  private loaded: OrderIdGenerator | undefined;
  private secret: Buffer | undefined;
  private hasMismatch = false;

  constructor(
    private readonly redis: Redis,
    private readonly partitions = 1,
  ) {
    redis.on('ready', () => (this.loaded = undefined));
  }

  /** The generator, if it is at hand; else {@link load} it. */
  get current(): OrderIdGenerator | undefined {
    return this.loaded;
  }

  /** Whether this gateway takes nothing in because its secret is another one. */
  get isMismatched(): boolean {
    return this.hasMismatch;
  }

  /** Rejects with the client's error while Redis cannot be asked. */
  async load(): Promise<OrderIdGenerator> {
    const secret = await loadSecret(this.redis);
    return (this.loaded ??= this.use(secret));
  }

  /**
   * Finds the secret with which the orders were made, in Redis or here, and puts it back where it belongs.
   * To be called after a script has refused this gateway's, and from time to time, for others may have lost it.
   *
   * @throws SecretMismatchError when it is in neither place
   */
  async reconcile(): Promise<OrderIdGenerator> {
    const wanted = await this.wantedFingerprint();
    const stored = await loadSecret(this.redis);
    for (const secret of [stored, this.secret]) {
      const generator = secret && new OrderIdGenerator(secret, this.partitions);
      if (!secret || (wanted ?? generator?.fingerprint) !== generator?.fingerprint) continue;
      if (secret !== stored) await this.redis.set(GLOBAL_KEYS.orderIdKey, secret.toString('hex'));
      return (this.loaded = this.use(secret));
    }
    this.hasMismatch = true;
    throw new SecretMismatchError();
  }

  private use(secret: Buffer): OrderIdGenerator {
    this.secret = secret;
    this.hasMismatch = false;
    return new OrderIdGenerator(secret, this.partitions);
  }

  /** All partitions are taken in with the same secret; one that is empty has none yet. */
  private async wantedFingerprint(): Promise<string | undefined> {
    const keys = partitionsOf(this.partitions).map((p) => `${queueBase(ORDERS, p)}-id-fingerprint`);
    const noted = await Promise.all(keys.map((key) => this.redis.get(key)));
    return noted.find((fingerprint) => fingerprint !== null) ?? undefined;
  }
}

async function loadSecret(redis: Redis): Promise<Buffer> {
  await redis.set(GLOBAL_KEYS.orderIdKey, randomBytes(KEY_BYTES).toString('hex'), 'NX');
  const secret = await redis.get(GLOBAL_KEYS.orderIdKey);
  if (secret === null) throw new Error('Redis did not keep the secret behind order ids');
  return Buffer.from(secret, 'hex');
}
