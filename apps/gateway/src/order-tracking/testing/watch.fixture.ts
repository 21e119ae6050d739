import {
  DurabilityWatch,
  OrderIntake,
  OrderQueue,
  OrderReader,
  type OrderRecord,
  SharedOrderIdGenerator,
} from '@sluice/task-queue';
import { createCommandClient, createSubscriberClient, DrainState } from '@sluice/platform';
import type { Redis } from 'ioredis';
import { startRedis, type TestRedis } from '../../../../../test/support/redis-server';
import { OrderChanges } from '../order-changes';
import type { OrderFollower } from '../order-follower';
import { OrderWatch } from '../order-watch';

const LIMITS = { queueLimit: 1000, maxBacklogAgeMs: 800_000, orderTtlMs: 900_000 };
const RETENTION_MS = 60_000;

/** Writes down what it is told. */
export class NotingFollower implements OrderFollower {
  readonly orders: (OrderRecord | null)[] = [];
  isDismissed = false;

  told(order: OrderRecord | null): void {
    this.orders.push(order);
  }

  dismissed(): void {
    this.isDismissed = true;
  }

  /** Every state in the order in which it was told, repetitions left out. */
  get statuses(): string[] {
    const all = this.orders.map((order) => order?.status ?? 'gone');
    return all.filter((status, at) => status !== all[at - 1]);
  }
}

/** A watch over a Redis of its own, and another client that changes orders, as a worker would. */
export class WatchFixture {
  readonly drain = new DrainState();
  readonly queue: OrderQueue;
  readonly watch: OrderWatch;
  private serial = 0;

  private constructor(
    readonly server: TestRedis,
    readonly redis: Redis,
    readonly subscriber: Redis,
    private readonly intake: OrderIntake,
  ) {
    const reader = new OrderReader(redis);
    this.queue = new OrderQueue(redis, RETENTION_MS);
    const orders = {
      find: (id: string) => reader.find(id),
      expireIfDue: (id: string) => this.queue.expireIfDue(id),
    };
    this.watch = new OrderWatch(new OrderChanges(subscriber), orders, this.drain);
  }

  static async start(): Promise<WatchFixture> {
    const server = await startRedis();
    const redis = createCommandClient(server.url, 'test');
    const subscriber = createSubscriberClient(server.url, 'test-watch');
    await Promise.all([ready(redis), ready(subscriber)]);
    const ids = new SharedOrderIdGenerator(redis);
    const intake = new OrderIntake(redis, ids, LIMITS, new DurabilityWatch(redis, 'everysec'));
    return new WatchFixture(server, redis, subscriber, intake);
  }

  async stop(): Promise<void> {
    this.watch.close();
    for (const client of [this.subscriber, this.redis]) client.disconnect();
    await this.server.stop();
  }

  async accepted(ttlMs?: number): Promise<string> {
    const verdict = await this.intake.accept({
      client: 'acme',
      orderNumber: `W-${++this.serial}`,
      correlationId: 'corr',
      orderJson: '{}',
      ...(ttlMs === undefined ? {} : { ttlMs }),
    });
    if (verdict.verdict !== 'accepted') throw new Error(`not accepted: ${verdict.verdict}`);
    return verdict.orderId;
  }

  /** Queued → processing → completed. */
  async carriedOut(orderId: string): Promise<void> {
    const ask = { want: 64, leaseMs: 10_000, retryRoom: 1, ends: [] };
    const { begun } = await this.queue.turn(0, ask);
    const found = begun.find(({ taskId }) => taskId === orderId);
    if (!found) throw new Error('not begun');
    await this.queue.settle(orderId, found.epoch, { status: 'completed', result: {} });
  }

  /** How many channels Redis knows of. */
  async channels(): Promise<number> {
    return ((await this.redis.pubsub('CHANNELS')) as string[]).length;
  }
}

async function ready(client: Redis): Promise<void> {
  if (client.status !== 'ready') await new Promise((resolve) => client.once('ready', resolve));
}
