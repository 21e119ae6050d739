import { setTimeout as sleep } from 'node:timers/promises';
import { ServerRedis } from '@nestjs/microservices';
import { connectionOptions, tellUnawaited } from '@sluice/platform';
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

  /** What it sends without looking at the end is an answer, and its asker sees that it is missing. */
  override async createRedisClient(): Promise<Redis> {
    return tellUnawaited((await super.createRedisClient()) as Redis, () => undefined);
  }

  /**
   * Listens once the subscriptions stand, or without Redis: then they stand as soon as it is there.
   */
  override start(callback?: () => void): void {
    const [sub, pub] = [this.subClient, this.pubClient] as [Redis, Redis];
    const subscribed = this.subscribeWhenReady(sub, pub);
    for (const client of [sub, pub]) client.connect().catch(() => undefined);
    void this.patience(subscribed).then(() => callback?.());
  }

  /** At each connection anew: a subscription that is asked for before may be refused with others. */
  private subscribeWhenReady(sub: Redis, pub: Redis): Promise<void> {
    const handle = this.getMessageHandler(pub) as (channel: string, text: string) => Promise<void>;
    sub.on('message', (channel, text) => void handle(channel, text));
    const channels = [...this.messageHandlers.keys()];
    return new Promise((resolve) => {
      sub.on(
        'ready',
        () =>
          void sub.subscribe(...channels).then(
            () => resolve(),
            () => undefined,
          ),
      );
    });
  }

  private async patience(subscribed: Promise<void>): Promise<void> {
    const limit = new AbortController();
    const late = sleep(START_PATIENCE_MS, undefined, { signal: limit.signal }).catch(
      () => undefined,
    );
    await Promise.race([subscribed, late]);
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
