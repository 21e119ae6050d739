import { Redis } from 'ioredis';
import type { FinalRecord } from '../check/evidence.ts';
import type { HeldOrders } from '../check/recovery.ts';
import type { LifecycleLib } from './lifecycle-records.ts';

type TaskKind = LifecycleLib['TASK_KINDS'][number];

const COMMAND_TIMEOUT_MS = 1_000;
const SCAN_COUNT = 500;
/** An order's id, or a delivery's, which ends in a revision. */
const TASK_ID_AT_END = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:-\d+)?(?::lock)?$/;

/** The harness's own look into Redis, past all links. */
export class RedisProbe {
  readonly #redis: Redis;
  readonly #lib: LifecycleLib;

  constructor(port: number, lib: LifecycleLib) {
    this.#lib = lib;
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
    const { queued, leases } = this.#lib.LIFECYCLE_KEYS;
    const counts = [await this.#redis.zcard(queued), await this.#redis.zcard(leases)];
    return { queued: counts[0] ?? 0, processing: counts[1] ?? 0 };
  }

  async configure(directive: string, value: string): Promise<void> {
    await this.#redis.config('SET', directive, value);
  }

  async usedMemoryBytes(): Promise<number> {
    const info = await this.#redis.info('memory');
    return Number(/used_memory:(\d+)/.exec(info)?.[1] ?? 0);
  }

  /** Popped from the line, or in processing other than by waiting for a planned retry. */
  async heldOrders(): Promise<HeldOrders> {
    const { LIFECYCLE_KEYS, BULL_KEYS } = this.#lib;
    const [seconds, micros] = await this.#redis.time();
    const popped = await this.#redis.lrange(BULL_KEYS.active, 0, -1);
    const leased = await this.#redis.zrange(LIFECYCLE_KEYS.leases, 0, -1);
    const waits = await Promise.all(leased.map((id) => this.#redis.hexists(this.#keyOf(id), 'w')));
    const working = leased.filter((_, index) => waits[index] === 0);
    const atMs = Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
    return { atMs, orderIds: [...new Set([...popped, ...working])] };
  }

  /** Every record there is. */
  async records(): Promise<FinalRecord[]> {
    const match = `${this.#lib.LIFECYCLE_KEYS.orderPrefix}*`;
    const records: FinalRecord[] = [];
    for await (const keys of this.#redis.scanStream({ match, count: SCAN_COUNT })) {
      const read = (keys as string[]).map((key) => this.#record(key));
      records.push(...(await Promise.all(read)).flat());
    }
    const byId = new Map(records.map((record) => [record.orderId, record]));
    return [...byId.values()];
  }

  /** What is left to do, in words: jobs, their locks, and entries of to-do lists. */
  async leftovers(): Promise<string[]> {
    const told = await Promise.all(this.#lib.TASK_KINDS.map((kind) => this.#leftoversOf(kind)));
    return told.flat();
  }

  async #leftoversOf({ keys, bull }: TaskKind): Promise<string[]> {
    const names = [keys.queued, keys.leases, keys.deadlines];
    for await (const some of this.#redis.scanStream({ match: `${bull.jobPrefix}*` })) {
      names.push(...(some as string[]));
    }
    const told = await Promise.all(names.map((name) => this.#leftover(name)));
    return told.flat();
  }

  async #leftover(key: string): Promise<string[]> {
    if (TASK_ID_AT_END.test(key)) return [`job ${key}`];
    const type = await this.#redis.type(key);
    if (type !== 'list' && type !== 'zset') return [];
    const size = type === 'list' ? await this.#redis.llen(key) : await this.#redis.zcard(key);
    return [`${size} in ${key}`];
  }

  close(): void {
    this.#redis.disconnect();
  }

  /** The key is the id without its generation, which only the record tells. */
  async #record(key: string): Promise<FinalRecord[]> {
    const fields = await this.#redis.hgetall(key);
    const [, , generation] = (fields['d'] ?? '').split(' ');
    const orderId = `${generation}${key.slice(this.#lib.LIFECYCLE_KEYS.orderPrefix.length)}`;
    const record = this.#lib.readOrderRecord(orderId, fields);
    if (!record) return [];
    const { orderNumber, status, attempts, updatedAtMs, expiresAtMs } = record;
    return [{ orderId, orderNumber, status, attempts, updatedAtMs, expiresAtMs }];
  }

  #keyOf(orderId: string): string {
    return this.#lib.LIFECYCLE_KEYS.orderPrefix + orderId.slice(6);
  }
}
