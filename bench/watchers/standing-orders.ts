import { atMost } from '../measure/at-most.ts';
import { OrderClient } from '../measure/order-client.ts';
import { RedisControl } from '../measure/redis-control.ts';
import type { Resources } from '../measure/resources.ts';
import { sampleOrder } from '../measure/sample-order.ts';

const CONNECTIONS = 32;

/** Orders that wait all through the benchmark, so that there is something to watch. */
export class StandingOrders {
  /** Where each is read. */
  readonly paths: readonly string[];
  readonly #redis: RedisControl;

  private constructor(redis: RedisControl, paths: readonly string[]) {
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
    const redis = new RedisControl(resources, urls.redisUrl);
    await redis.remember();
    return new StandingOrders(redis, paths);
  }

  /** Forgets all other orders, in one step: who reads a standing one never misses it. */
  forgetOthers(): Promise<void> {
    return this.#redis.reset();
  }
}
