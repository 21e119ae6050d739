import type { Redis } from 'ioredis';
import type { RedisPolicy } from './durability';

const CONFIG_NAMES = [
  'maxmemory-policy',
  'appendonly',
  'appendfsync',
  'min-replicas-to-write',
] as const;

/** Reads what decides about durability; rejects where Redis does not allow CONFIG or INFO. */
export async function readRedisPolicy(redis: Redis): Promise<RedisPolicy> {
  const [config, info] = await Promise.all([
    redis.config('GET', ...CONFIG_NAMES) as Promise<string[]>,
    redis.info('replication'),
  ]);
  const valueOf = (name: (typeof CONFIG_NAMES)[number]) => config[config.indexOf(name) + 1] ?? '';
  return {
    maxmemoryPolicy: valueOf('maxmemory-policy'),
    appendonly: valueOf('appendonly'),
    appendfsync: valueOf('appendfsync'),
    minReplicasToWrite: Number(valueOf('min-replicas-to-write')),
    connectedReplicas: Number(/^connected_slaves:(\d+)/m.exec(info)?.[1] ?? 0),
  };
}
