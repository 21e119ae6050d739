import { Redis } from 'ioredis';
import { atMost } from './at-most.ts';
import { type SlowCommand, slowestScript } from './slow-log.ts';
import type { Resources } from './resources.ts';

const DUMPED_AT_ONCE = 32;

/** A benchmark's own connection to a Redis that it measures. */
export class RedisControl {
  readonly #redis: Redis;
  #kept: { key: string; value: Buffer }[] = [];

  constructor(resources: Resources, url: string) {
    this.#redis = new Redis(url);
    // Redis may be gone before us when everything is stopped in haste.
    this.#redis.on('error', () => undefined);
    resources.keep(() => this.#redis.disconnect());
  }

  /**
   * Keeps what is there for every {@link reset}, but for what would go by itself. Which keys stand
   * for an order and which for the layout, a secret or a setting is not our business.
   */
  async remember(): Promise<void> {
    const keys = await this.#redis.keys('*');
    const kept = await atMost(DUMPED_AT_ONCE, keys, async (key) => {
      const goes = (await this.#redis.pttl(key)) >= 0;
      const value = goes ? null : await this.#redis.dumpBuffer(key);
      return value === null ? [] : [{ key, value }];
    });
    this.#kept = kept.flat();
  }

  /**
   * Puts everything back to what was remembered, or to nothing, in one step, and shrinks the
   * append-only file; resolves when Redis is at rest again.
   */
  async reset(): Promise<void> {
    const transaction = this.#redis.multi().flushall();
    for (const { key, value } of this.#kept) transaction.restore(key, 0, value);
    await transaction.exec();
    await this.#redis.bgrewriteaof();
    while (/aof_rewrite_(in_progress|scheduled):1/.test(await this.#redis.info('persistence'))) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Bytes that Redis holds for data and its own upkeep. */
  async usedBytes(): Promise<number> {
    return Number(/^used_memory:(\d+)/m.exec(await this.#redis.info('memory'))?.[1]);
  }

  /** Begins a new {@link slowestScript}. */
  async forgetSlow(): Promise<void> {
    await this.#redis.slowlog('RESET');
  }

  /**
   * The script that held Redis up longest since {@link forgetSlow}; undefined when none took as long
   * as its `slowlog-log-slower-than`.
   */
  async slowestScript(): Promise<SlowCommand | undefined> {
    return slowestScript(await this.#redis.slowlog('GET', -1));
  }

  /** Jobs that wait in a Bull queue, given the queue's key prefix (`bull:orders`). */
  async waiting(queueKey: string): Promise<number> {
    const counts = [
      await this.#redis.llen(`${queueKey}:wait`),
      await this.#redis.llen(`${queueKey}:paused`),
      await this.#redis.zcard(`${queueKey}:delayed`),
    ];
    return counts.reduce((sum, count) => sum + count);
  }
}
