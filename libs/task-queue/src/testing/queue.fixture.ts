import { createHash } from 'node:crypto';
import { Redis } from 'ioredis';
import { startRedis, type TestRedis } from '../../../../test/support/redis-server';
import { DurabilityWatch } from '../durability/durability-watch';
import { SharedOrderIdGenerator } from '../order-id-secret';
import {
  type AcceptedVerdict,
  type IdempotencyRecord,
  type IncomingOrder,
  type IntakeLimits,
  OrderIntake,
} from '../order-intake';
import { type BegunOrder, OrderQueue } from '../order-queue';
import { OrderReader } from '../order-reader';
import { Reconciler, RECONCILER_DEFAULTS, type ReconcilerSettings } from '../reconciler';
import { ORDERS, queueBase, recordKey, wakeUpQueue } from '../task-kind';
import { MOST_PER_TURN, type QueueOptions, type TurnRequest } from '../task-queue';

export const LIMITS: IntakeLimits = {
  queueLimit: 1_000_000,
  maxBacklogAgeMs: 800_000,
  orderTtlMs: 900_000,
};

const RETENTION_MS = 60_000;

/** A valid order on its way in. */
export const order = (
  orderNumber: string,
  changes: Partial<IncomingOrder> = {},
): IncomingOrder => ({
  client: 'acme',
  orderNumber,
  correlationId: 'corr-1',
  orderJson: JSON.stringify({
    orderNumber,
    items: [{ sku: 'book', quantity: 2, unitPrice: 1250 }],
  }),
  ...changes,
});

/** What is kept of an Idempotency-Key. */
export const idempotency = (key: string, body: string): IdempotencyRecord => ({
  hash: createHash('sha256').update(key).digest('hex'),
  fingerprint: createHash('sha256').update(body).digest('hex'),
});

export const BASE = queueBase(ORDERS, 0);
export const BELLS = `${wakeUpQueue(ORDERS, 0).keyPrefix}wait`;
export const PROBLEM = {
  type: 'urn:sluice:problem:backend-failed',
  title: 'failed',
  status: 502,
  detail: 'It failed.',
  code: 'backend-failed',
  retryable: true,
} as const;

/** The queue over a Redis of its own, with what a test needs to bring orders about. */
export class QueueFixture {
  readonly queue: OrderQueue;
  readonly reader: OrderReader;

  private constructor(
    readonly server: TestRedis,
    readonly redis: Redis,
    readonly partitions: number,
  ) {
    this.queue = this.queueWith({});
    this.reader = new OrderReader(redis, this.ids(), partitions);
  }

  static async start(partitions = 1): Promise<QueueFixture> {
    const server = await startRedis();
    const redis = new Redis(server.url);
    // Each intake of a test stands for a gateway and listens to the one client.
    redis.setMaxListeners(0);
    return new QueueFixture(server, redis, partitions);
  }

  async stop(): Promise<void> {
    await this.redis.quit();
    await this.server.stop();
  }

  queueWith(options: QueueOptions): OrderQueue {
    return new OrderQueue(this.redis, RETENTION_MS, { partitions: this.partitions, ...options });
  }

  ids(): SharedOrderIdGenerator {
    return new SharedOrderIdGenerator(this.redis, this.partitions);
  }

  /** One more gateway's intake. */
  async intake(changes: Partial<IntakeLimits> = {}, ids = this.ids()): Promise<OrderIntake> {
    await ids.load();
    const watch = new DurabilityWatch(this.redis, 'everysec');
    return new OrderIntake(this.redis, ids, { ...LIMITS, ...changes }, watch, this.partitions);
  }

  async accept(
    orderNumber: string,
    changes: Partial<IncomingOrder> = {},
  ): Promise<AcceptedVerdict> {
    const verdict = await (await this.intake()).accept(order(orderNumber, changes));
    if (verdict.verdict !== 'accepted') throw new Error(`not accepted: ${verdict.verdict}`);
    return verdict;
  }

  async accepted(orderNumber: string, changes: Partial<IncomingOrder> = {}): Promise<string> {
    return (await this.accept(orderNumber, changes)).orderId;
  }

  /** Many at once; gives their ids. */
  async fill(count: number, changes: Partial<IncomingOrder> = {}, prefix = 'F'): Promise<string[]> {
    const intake = await this.intake();
    const ids: string[] = [];
    for (let first = 0; first < count; first += 1_000) {
      const numbers = Array.from({ length: Math.min(1_000, count - first) }, (_, i) => first + i);
      const orders = numbers.map((nth) => order(`${prefix}-${nth}`, changes));
      const verdicts = await Promise.all(orders.map((one) => intake.accept(one)));
      ids.push(...verdicts.map((verdict) => (verdict as AcceptedVerdict).orderId));
    }
    return ids;
  }

  /** One turn of a worker. */
  async take(want = MOST_PER_TURN, changes: Partial<TurnRequest> = {}): Promise<BegunOrder[]> {
    const request = { want, leaseMs: 10_000, retryRoom: 4, ends: [] };
    return (await this.queue.turn(0, { ...request, ...changes })).begun;
  }

  /** Begins until this order is begun; the others stay begun too. */
  async begun(orderId: string, leaseMs = 10_000): Promise<BegunOrder> {
    for (;;) {
      const begun = await this.take(1, { leaseMs });
      const found = begun.find(({ taskId }) => taskId === orderId);
      if (found) return found;
      if (begun.length === 0) throw new Error('nothing more to begin');
    }
  }

  /** Moves what the end of a lease is compared with, in place of waiting. */
  async leaseRunsOut(orderId: string): Promise<void> {
    await this.redis.zadd(`${BASE}-leases`, 'XX', 1, orderId);
  }

  async retryIsDue(orderId: string): Promise<void> {
    await this.redis.zadd(`${BASE}-retries`, 'XX', 1, orderId);
  }

  /** Sets the deadline of a queued order into the past. */
  async deadlinePasses(orderId: string): Promise<void> {
    const key = recordKey(ORDERS, orderId);
    const part = (await this.redis.hget(key, 'd')) ?? '';
    await this.redis.hset(key, 'd', part.replace(/^(\d+) \d+ /, '$1 1 '));
    await this.redis.zadd(`${BASE}-deadlines`, 1, orderId);
  }

  reconciler(changes: Partial<ReconcilerSettings> = {}): Reconciler {
    const own = { name: 'r1', retentionMs: RETENTION_MS, quarantined: PROBLEM };
    const settings = { ...RECONCILER_DEFAULTS, ...own, partitions: this.partitions, ...changes };
    const quiet = {
      passed: () => undefined,
      failed: () => undefined,
      clockStepped: () => undefined,
    };
    return new Reconciler(this.redis, settings, quiet);
  }
}
