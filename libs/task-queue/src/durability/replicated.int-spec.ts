import { Redis } from 'ioredis';
import { eventually } from '../../../../test/support/eventually';
import { startRedis, type TestRedis } from '../../../../test/support/redis-server';
import { OrderIntake } from '../order-intake';
import { SharedOrderIdGenerator } from '../order-id-secret';
import { OrderQueue } from '../order-queue';
import { DurabilityWatch } from './durability-watch';

const LIMITS = { queueLimit: 10, maxBacklogAgeMs: 60_000, orderTtlMs: 60_000 };

let primary: TestRedis;
let replica: TestRedis;
let frozen: TestRedis;
let redis: Redis;

beforeAll(async () => {
  [primary, replica, frozen] = await Promise.all([
    startRedis({ config: { 'repl-diskless-sync-delay': '0' } }),
    startRedis(),
    startRedis(),
  ]);
  redis = new Redis(primary.url);
  await redis.config('SET', 'min-replicas-to-write', '1');
  for (const { url } of [replica, frozen]) {
    const other = new Redis(url);
    await other.replicaof('127.0.0.1', primary.port);
    await other.quit();
  }
});

afterAll(async () => {
  await redis.quit();
  await Promise.all([primary.stop(), replica.stop(), frozen.stop()]);
});

const incoming = (orderNumber: string) => ({
  client: 'acme',
  orderNumber,
  correlationId: 'c',
  orderJson: '{}',
});

describe('DURABILITY=replicated', () => {
  it('promises what a replica has, though another one stands still, and nothing without it', async () => {
    const watch = new DurabilityWatch(redis, 'replicated');
    const intake = new OrderIntake(redis, new SharedOrderIdGenerator(redis), LIMITS, watch);
    const queue = new OrderQueue(redis, 60_000, { watch });
    const first = await eventually(() => intake.accept(incoming('A-1')), { timeoutMs: 15_000 });
    expect(first.verdict).toBe('accepted');
    await eventually(async () => {
      expect(await redis.info('replication')).toContain('connected_slaves:2');
    });
    process.kill(frozen.pid()!, 'SIGSTOP');
    const second = await intake.accept(incoming('A-0'));
    const { orderId } = second as { orderId: string };
    expect(await queue.cancel(orderId, 'acme')).toMatchObject({ changed: true });
    process.kill(frozen.pid()!, 'SIGCONT');
    const copy = new Redis(replica.url);
    expect(await copy.keys('{sluice:0}:order:*')).toHaveLength(2);
    await copy.quit();
    await frozen.kill();

    await replica.kill();
    await expect(intake.accept(incoming('A-2'))).rejects.toThrow('NOREPLICAS');
    const claimed = queue.settle(orderId, 1, { status: 'completed', result: null });
    await expect(claimed).rejects.toThrow('NOREPLICAS');
  }, 30_000);
});
