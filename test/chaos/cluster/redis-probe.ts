import { Redis } from 'ioredis';
import type { FinalRecord } from '../check/evidence.ts';
import type { HeldOrders } from '../check/recovery.ts';
import { leftoversIn, type QueueNames, type StoredKey } from '../check/leftovers.ts';
import type { QueueLibrary } from './queue-library.ts';

const COMMAND_TIMEOUT_MS = 1_000;
const SCAN_COUNT = 500;
/** The load is of few clients, and one partition has them all. */
const PARTITION = 0;
/** Everything that Sluice and Bull keep for that partition. */
const ALL_KEYS = `{sluice:${PARTITION}}:*`;

/** How to ask for the size of what a key holds, by its type. */
const SIZES: Record<string, 'llen' | 'zcard' | 'scard' | 'hlen'> = {
  list: 'llen',
  zset: 'zcard',
  set: 'scard',
  hash: 'hlen',
};

/** The harness's own look into Redis, past all links. */
export class RedisProbe {
  readonly #redis: Redis;
  readonly #library: QueueLibrary;

  constructor(port: number, library: QueueLibrary) {
    this.#library = library;
    this.#redis = new Redis(port, '127.0.0.1', {
      commandTimeout: COMMAND_TIMEOUT_MS,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      retryStrategy: () => 100,
      lazyConnect: true,
    });
    this.#redis.on('error', () => undefined);
  }

  async connect(): Promise<void> {
    await this.#redis.connect();
  }

  /** Rejects when Redis cannot be asked. */
  async depth(): Promise<{ queued: number; processing: number }> {
    const { queued, processing } = await this.#library.readQueueDepth(this.#redis);
    return { queued, processing };
  }

  async configure(directive: string, value: string): Promise<void> {
    await this.#redis.config('SET', directive, value);
  }

  async usedMemoryBytes(): Promise<number> {
    const info = await this.#redis.info('memory');
    return Number(/used_memory:(\d+)/.exec(info)?.[1] ?? 0);
  }

  /** What Redis takes for the time, Unix time in ms. */
  async timeMs(): Promise<number> {
    const [seconds, micros] = await this.#redis.time();
    return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
  }

  /** In somebody's hands: in processing other than by waiting for another attempt. */
  async heldOrders(): Promise<HeldOrders> {
    const atMs = await this.timeMs();
    return { atMs, orderIds: await this.#redis.zrange(`${this.#orderBase}-leases`, 0, -1) };
  }

  /** Every record there is. */
  async records(): Promise<FinalRecord[]> {
    const keys = await this.#scan(`${this.#orderBase}:*`);
    return (await Promise.all(keys.map((key) => this.#record(key)))).flat();
  }

  /** What is left of work although there should be none, in words. */
  async leftovers(): Promise<string[]> {
    const keys = await this.#scan(ALL_KEYS);
    const stored = await Promise.all(keys.map((key) => this.#look(key)));
    return leftoversIn(stored.flat(), this.#names());
  }

  close(): void {
    this.#redis.disconnect();
  }

  get #orderBase(): string {
    return this.#library.queueBase(this.#library.ORDERS, PARTITION);
  }

  #names(): QueueNames[] {
    const { TASK_KINDS, queueBase, wakeUpQueue } = this.#library;
    return TASK_KINDS.map((kind) => {
      return { base: queueBase(kind, PARTITION), bells: wakeUpQueue(kind, PARTITION).keyPrefix };
    });
  }

  /** A scan may name a key twice. */
  async #scan(match: string): Promise<string[]> {
    const found = new Set<string>();
    for await (const keys of this.#redis.scanStream({ match, count: SCAN_COUNT })) {
      for (const key of keys as string[]) found.add(key);
    }
    return [...found];
  }

  /** Nothing of a key that has gone meanwhile. */
  async #look(key: string): Promise<StoredKey[]> {
    const [type, keptMs] = await Promise.all([this.#redis.type(key), this.#redis.pttl(key)]);
    if (type === 'none') return [];
    const command = SIZES[type];
    const size = command ? await this.#redis[command](key) : 1;
    const isBells = type === 'list' && key.endsWith(':wait');
    const items = isBells ? await this.#redis.lrange(key, 0, -1) : [];
    return [{ key, size, keptMs: keptMs < 0 ? null : keptMs, items }];
  }

  /** The key is the id without its generation, which only the record tells. */
  async #record(key: string): Promise<FinalRecord[]> {
    const [fields, keptMs] = await Promise.all([this.#redis.hgetall(key), this.#redis.pttl(key)]);
    const [, , generation] = (fields['d'] ?? '').split(' ');
    const orderId = `${generation}${key.slice(this.#orderBase.length + 1)}`;
    const order = this.#library.readOrderRecord(orderId, fields);
    if (!order) return [];
    const { orderNumber, client, status, attempts } = order;
    const { acceptedAtMs, updatedAtMs, expiresAtMs } = order;
    const times = { acceptedAtMs, updatedAtMs, expiresAtMs, keptMs: keptMs < 0 ? null : keptMs };
    return [{ orderId, orderNumber, client, status, attempts, ...times }];
  }
}
