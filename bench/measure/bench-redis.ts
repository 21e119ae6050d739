import { cleanEnvironment } from '../../scripts/stack/clean-environment.ts';
import { freePorts } from '../../scripts/stack/free-ports.ts';
import { ensureRedisServer } from '../../scripts/stack/redis-binary.ts';
import { redisService } from '../../scripts/stack/redis-service.ts';
import type { Service } from '../../scripts/stack/service.ts';
import type { Resources } from './resources.ts';

export type AppendFsync = 'everysec' | 'always';

/**
 * The one Redis setting of a comparison. A rewrite of the append-only file would fall into some
 * measurement by chance, so none starts by itself; `RedisControl.reset` makes the file small.
 */
export function redisConfig(appendfsync: AppendFsync): Record<string, string> {
  return { appendfsync, 'auto-aof-rewrite-percentage': '0' };
}

/** A redis-server of its own for a baseline, set up like the stack's. */
export async function startRedis(
  resources: Resources,
  dataDir: string,
  appendfsync: AppendFsync,
): Promise<Service> {
  const [port = 0] = await freePorts(1);
  const binary = await ensureRedisServer();
  const config = redisConfig(appendfsync);
  const service = redisService({ binary, port, dataDir, env: cleanEnvironment(), config });
  resources.keep(() => service.stop({ force: true }));
  await service.start(resources.signal);
  return service;
}
