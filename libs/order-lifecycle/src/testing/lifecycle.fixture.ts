import { createHash } from 'node:crypto';
import { Redis } from 'ioredis';
import { startRedis, type TestRedis } from '../../../../test/support/redis-server';
import type { BegunOrder } from '../begin-verdicts';
import { DurabilityWatch } from '../durability/durability-watch';
import type { IntakeLimits } from '../lifecycle-settings';
import { LIFECYCLE_KEYS } from '../lifecycle-keys';
import { recordKeyOf } from '../order-id';
import { SharedOrderIdMint } from '../order-id-key';
import { type IdempotencyMark, type IncomingOrder, OrderIntake } from '../order-intake';
import { OrderLifecycle } from '../order-lifecycle';
import { OrderReader } from '../order-reader';
import { Reconciler, RECONCILER_DEFAULTS } from '../reconciler';

export const LIMITS: IntakeLimits = {
  queueLimit: 1000,
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

export const agoMs = (ms: number): number => Date.now() - ms;

/** What is kept of an Idempotency-Key. */
export const idempotency = (key: string, body: string): IdempotencyMark => ({
  hash: createHash('sha256').update(key).digest('hex'),
  fingerprint: createHash('sha256').update(body).digest('hex'),
});

/** The lifecycle over a Redis of its own, with what a test needs to bring orders about. */
export class LifecycleFixture {
  readonly lifecycle: OrderLifecycle;
  readonly reader: OrderReader;

  private constructor(
    readonly server: TestRedis,
    readonly redis: Redis,
  ) {
    this.lifecycle = new OrderLifecycle(redis, RETENTION_MS);
    this.reader = new OrderReader(redis);
  }

  static async start(): Promise<LifecycleFixture> {
    const server = await startRedis();
    const redis = new Redis(server.url);
    // Each intake of a test stands for a gateway and listens to the one client.
    redis.setMaxListeners(0);
    return new LifecycleFixture(server, redis);
  }

  async stop(): Promise<void> {
    await this.redis.quit();
    await this.server.stop();
  }

  /** One more gateway's intake. */
  async intake(changes: Partial<IntakeLimits> = {}): Promise<OrderIntake> {
    const mint = new SharedOrderIdMint(this.redis);
    await mint.load();
    const watch = new DurabilityWatch(this.redis, 'everysec');
    return new OrderIntake(this.redis, mint, { ...LIMITS, ...changes }, watch);
  }

  async accepted(orderNumber: string, changes: Partial<IncomingOrder> = {}): Promise<string> {
    const verdict = await (await this.intake()).accept(order(orderNumber, changes));
    if (verdict.verdict !== 'accepted') throw new Error(`not accepted: ${verdict.verdict}`);
    return verdict.orderId;
  }

  async begun(orderId: string, leaseMs = 10_000): Promise<BegunOrder> {
    const verdict = await this.lifecycle.begin(orderId, { leaseMs });
    if (verdict.verdict !== 'begun') throw new Error(`not begun: ${verdict.reason}`);
    return verdict;
  }

  /** Moves what a lease is compared with, in place of waiting. */
  async leaseRunsOut(orderId: string): Promise<void> {
    await this.redis.hset(LIFECYCLE_KEYS.orderPrefix + recordKeyOf(orderId), 'l', 1);
    await this.redis.zadd(LIFECYCLE_KEYS.leases, 1, orderId);
  }

  reconciler(changes: object = {}): Reconciler {
    const settings = { ...RECONCILER_DEFAULTS, name: 'r1', retentionMs: RETENTION_MS, graceMs: -1 };
    const quiet = { passed: () => undefined, failed: () => undefined };
    return new Reconciler(this.redis, { ...settings, ...changes }, quiet);
  }
}
