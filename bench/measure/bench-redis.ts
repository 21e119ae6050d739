import { Redis } from 'ioredis';
import { cleanEnvironment } from '../../scripts/stack/clean-environment.ts';
import { freePorts } from '../../scripts/stack/free-ports.ts';
import { ensureRedisServer } from '../../scripts/stack/redis-binary.ts';
import { redisService } from '../../scripts/stack/redis-service.ts';
import type { Service } from '../../scripts/stack/service.ts';
import type { Resources } from './resources.ts';

export type AppendFsync = 'everysec' | 'always';

/**
 * The one Redis setting of a comparison. A rewrite of the append-only file would fall into some
 * measurement by chance, so none starts by itself; {@link RedisControl.flush} makes the file small.
 */
export function redisConfig(appendfsync: AppendFsync): Record<string, string> {
  return { appendfsync, 'auto-aof-rewrite-percentage': '0' };
}

/** A redis-server of its own for a baseline, set up like the stack's. */
export async function startRedis(
  resources: Resources,
  dataDir: string,
  appendfsync: AppendFsync,
): Promise<Service> {
  const [port = 0] = await freePorts(1);
  const binary = await ensureRedisServer();
  const config = redisConfig(appendfsync);
  const service = redisService({ binary, port, dataDir, env: cleanEnvironment(), config });
  resources.keep(() => service.stop({ force: true }));
  await service.start(resources.signal);
  return service;
}

/** A benchmark's own connection to a Redis that it measures. */
export class RedisControl {
  readonly #redis: Redis;

  constructor(resources: Resources, url: string) {
    this.#redis = new Redis(url);
    // Redis may be gone before us when everything is stopped in haste.
    this.#redis.on('error', () => undefined);
    resources.keep(() => this.#redis.disconnect());
  }

  /** Forgets everything and shrinks the append-only file; resolves when Redis is at rest again. */
  async flush(): Promise<void> {
    await this.#redis.flushall();
    await this.#redis.bgrewriteaof();
    while (/aof_rewrite_(in_progress|scheduled):1/.test(await this.#redis.info('persistence'))) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Bytes that Redis holds for data and its own upkeep. */
  async usedBytes(): Promise<number> {
    return Number(/^used_memory:(\d+)/m.exec(await this.#redis.info('memory'))?.[1]);
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
