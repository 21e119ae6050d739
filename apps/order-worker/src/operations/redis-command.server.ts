import { setTimeout as sleep } from 'node:timers/promises';
import { ServerRedis } from '@nestjs/microservices';
import type { Redis } from 'ioredis';

const RETRY_DELAY_MS = 500;
const START_PATIENCE_MS = 2_000;

/**
 * Nest's Redis transport, with two things mended: it starts without Redis (Nest's own rejects, and
 * would never subscribe afterwards), and it comes back however long Redis was away.
 */
export class RedisCommandServer extends ServerRedis {
  constructor(redisUrl: string) {
    super({
      ...connectionOptions(redisUrl),
      retryAttempts: Number.MAX_SAFE_INTEGER,
      retryDelay: RETRY_DELAY_MS,
      // Subscriptions wait for the connection instead of failing after some attempts.
      maxRetriesPerRequest: null,
      connectTimeout: 2_000,
      keepAlive: 10_000,
    });
  }

  /**
   * Listens once the subscriptions stand, or without Redis: then they stand as soon as it is there.
   */
  override start(callback?: () => void): void {
    const [sub, pub] = [this.subClient, this.pubClient] as [Redis, Redis];
    for (const client of [sub, pub]) client.connect().catch(() => undefined);
    this.bindEvents(sub, pub);
    void this.patience(sub).then(() => callback?.());
  }

  /** Pings are answered in order: after this one every subscription before it stands. */
  private async patience(sub: Redis): Promise<void> {
    const limit = new AbortController();
    const late = sleep(START_PATIENCE_MS, undefined, { signal: limit.signal }).catch(
      () => undefined,
    );
    await Promise.race([sub.ping().catch(() => undefined), late]);
    limit.abort();
  }

  /** The process's command client tells about Redis' troubles; one voice is enough. */
  override registerErrorListener(client: Redis): void {
    client.on('error', () => undefined);
  }

  /** Nest waits for a polite end, which a Redis that is away never gives. */
  override close(): Promise<void> {
    this.isManuallyClosed = true;
    for (const client of [this.subClient, this.pubClient] as (Redis | undefined)[]) {
      client?.disconnect();
    }
    this.pendingEventListeners = [];
    return Promise.resolve();
  }
}

export interface ConnectionOptions {
  host: string;
  port: number;
  username?: string;
  password?: string;
  db?: number;
  tls?: object;
}

/** Nest's transport takes no URL. */
export function connectionOptions(redisUrl: string): ConnectionOptions {
  const url = new URL(redisUrl);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 6379 : Number(url.port),
    ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
    ...(url.pathname.length > 1 ? { db: Number(url.pathname.slice(1)) } : {}),
    ...(url.protocol === 'rediss:' ? { tls: {} } : {}),
  };
}
