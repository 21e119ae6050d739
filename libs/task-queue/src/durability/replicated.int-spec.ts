import { Redis } from 'ioredis';
import { eventually } from '../../../../test/support/eventually';
import { startRedis, type TestRedis } from '../../../../test/support/redis-server';
import { OrderIntake } from '../order-intake';
import { SharedOrderIdMint } from '../order-id-key';
import { DurabilityWatch } from './durability-watch';

const LIMITS = { queueLimit: 10, maxBacklogAgeMs: 60_000, orderTtlMs: 60_000 };

let primary: TestRedis;
let replica: TestRedis;
let redis: Redis;

beforeAll(async () => {
  [primary, replica] = await Promise.all([
    startRedis({ config: { 'repl-diskless-sync-delay': '0' } }),
    startRedis(),
  ]);
  redis = new Redis(primary.url);
  await redis.config('SET', 'min-replicas-to-write', '1');
  const other = new Redis(replica.url);
  await other.replicaof('127.0.0.1', primary.port);
  await other.quit();
});

afterAll(async () => {
  await redis.quit();
  await Promise.all([primary.stop(), replica.stop()]);
});

const incoming = (orderNumber: string) => ({
  client: 'acme',
  orderNumber,
  correlationId: 'c',
  orderJson: '{}',
});

describe('DURABILITY=replicated', () => {
  it('accepts what the replica has, and nothing without it', async () => {
    const watch = new DurabilityWatch(redis, 'replicated');
    const intake = new OrderIntake(redis, new SharedOrderIdMint(redis), LIMITS, watch);
    const first = await eventually(() => intake.accept(incoming('A-1')), { timeoutMs: 15_000 });
    expect(first.verdict).toBe('accepted');
    const copy = new Redis(replica.url);
    expect(await copy.keys('{sluice}:order:*')).toHaveLength(1);
    await copy.quit();

    await replica.kill();
    await expect(intake.accept(incoming('A-2'))).rejects.toThrow('NOREPLICAS');
  }, 30_000);
});
