import { REDIS_PREFIX } from '@sluice/contracts';
import type { Redis } from 'ioredis';
import { GLOBAL_KEYS } from './keys';

/** Raised with every change of the keys or records that older processes would misread. */
export const SCHEMA_VERSION = 2;

/** What is in Redis is not for this process, and starting again does not help. Its message says what does. */
export class SchemaError extends Error {
  override name = 'SchemaError';
  /** EX_CONFIG of sysexits.h. */
  readonly exitCode = 78;
}

/** Keys of the layout before there was a version. */
const UNVERSIONED = ['queued', 'leases', 'counters'].map((name) => `${REDIS_PREFIX}:${name}`);

/**
 * KEYS: schema, then those that tell of a layout without a version. ARGV: version, partitions. Returns
 * what is in force: `{version, partitions}`.
 */
const ENSURE = `
if redis.call('EXISTS', KEYS[1]) == 0 then
  for i = 2, #KEYS do
    if redis.call('EXISTS', KEYS[i]) == 1 then return {'1', '1'} end
  end
  redis.call('HSET', KEYS[1], 'version', ARGV[1], 'partitions', ARGV[2])
end
return redis.call('HMGET', KEYS[1], 'version', 'partitions')`;

/**
 * The layout of what is in Redis, and over how many partitions it is spread: fixed by the first process
 * that starts, checked by every later one.
 */
export class QueueSchema {
  constructor(
    private readonly redis: Redis,
    private readonly partitions: number,
  ) {}

  /**
   * Idempotent. Rejects with the client's error while Redis cannot be asked.
   *
   * @throws SchemaError when Redis holds another layout, or is spread otherwise
   */
  async ensure(): Promise<void> {
    const keys = [GLOBAL_KEYS.schema, ...UNVERSIONED];
    const reply = await this.redis.eval(
      ENSURE,
      keys.length,
      ...keys,
      SCHEMA_VERSION,
      this.partitions,
    );
    const [version, partitions] = (reply as (string | null)[]).map(Number);
    if (version !== SCHEMA_VERSION) throw new SchemaError(otherVersion(version ?? 0));
    if (partitions !== this.partitions) {
      throw new SchemaError(
        `Redis is laid out for PARTITIONS=${partitions} and this process has ${this.partitions}; set PARTITIONS=${partitions}, or use a Redis (or a database number) that is empty.`,
      );
    }
  }

  /**
   * Checks now and after every reconnect. Without Redis a process starts all the same, and has the check
   * before it as soon as Redis is there; what it finds then ends the process, for there is nobody left to
   * tell it to.
   *
   * @throws SchemaError as {@link ensure} does
   */
  async guard(): Promise<void> {
    this.redis.on('ready', () => {
      this.ensure().catch((error: unknown) => {
        if (!(error instanceof SchemaError)) return;
        setImmediate(() => {
          throw error;
        });
      });
    });
    try {
      await this.ensure();
    } catch (error) {
      if (error instanceof SchemaError) throw error;
    }
  }
}

function otherVersion(version: number): string {
  const what = `Redis holds orders in layout ${version}, this process knows layout ${SCHEMA_VERSION}`;
  return version > SCHEMA_VERSION
    ? `${what}; start the version of Sluice that wrote them.`
    : `${what}; let the version that wrote them drain the queue, then use a Redis (or a database number) that is empty.`;
}
