import { Redis } from 'ioredis';
import { atMost } from '../measure/at-most.ts';
import { OrderClient } from '../measure/order-client.ts';
import type { Resources } from '../measure/resources.ts';
import { sampleOrder } from '../measure/sample-order.ts';

const CONNECTIONS = 32;

/** Orders that wait all through the benchmark, so that there is something to watch. */
export class StandingOrders {
  /** Where each is read. */
  readonly paths: readonly string[];
  readonly #redis: Redis;
  #kept: { key: string; value: Buffer }[] = [];

  private constructor(redis: Redis, paths: readonly string[]) {
    this.#redis = redis;
    this.paths = paths;
  }

  static async submit(
    resources: Resources,
    count: number,
    urls: { gatewayUrl: string; redisUrl: string },
  ): Promise<StandingOrders> {
    const client = new OrderClient(urls.gatewayUrl, CONNECTIONS);
    resources.keep(() => client.close());
    const numbers = Array.from({ length: count }, (_, index) => `standing-${index}`);
    const paths = await atMost(CONNECTIONS, numbers, async (orderNumber) => {
      const order = JSON.stringify(sampleOrder(orderNumber));
      const { status, location } = await client.submit('/v1/orders/async', order);
      if (!location) throw new Error(`a standing order was answered ${status}`);
      return location;
    });
    const redis = new Redis(urls.redisUrl);
    redis.on('error', () => undefined);
    resources.keep(() => redis.disconnect());
    const orders = new StandingOrders(redis, paths);
    await orders.#remember();
    return orders;
  }

  /**
   * Puts Redis back to when there were no other orders, in one step: who reads a standing one never
   * misses it.
   */
  async forgetOthers(): Promise<void> {
    const transaction = this.#redis.multi().flushall();
    for (const { key, value } of this.#kept) transaction.restore(key, 0, value);
    await transaction.exec();
    await this.#redis.bgrewriteaof();
    while (/aof_rewrite_(in_progress|scheduled):1/.test(await this.#redis.info('persistence'))) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Every key as it is: which of them belong to an order is not our business. */
  async #remember(): Promise<void> {
    const keys = await this.#redis.keys('*');
    const kept = await atMost(CONNECTIONS, keys, async (key) => {
      const value = await this.#redis.dumpBuffer(key);
      return value === null ? [] : [{ key, value }];
    });
    this.#kept = kept.flat();
  }
}
