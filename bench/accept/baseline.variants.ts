import { join } from 'node:path';
import { freePorts } from '../../scripts/stack/free-ports.ts';
import { PROJECT_FOLDER } from '../../scripts/stack/project.ts';
import { RedisControl, startRedis } from '../measure/bench-redis.ts';
import { startChild } from '../measure/child-server.ts';
import type { Resources } from '../measure/resources.ts';
import type { AcceptVariant } from './accept-variant.ts';

const PATH = '/v1/orders/async';

/** (a) The ceiling: no validation, no Redis. */
export async function startBareFastify(resources: Resources): Promise<AcceptVariant> {
  const [port = 0] = await freePorts(1);
  const script = join(import.meta.dirname, 'bare-fastify.server.ts');
  const pid = await startChild(resources, script, [String(port)]);
  return {
    key: 'bare',
    title: 'bare Fastify, no Redis',
    url: `http://127.0.0.1:${port}${PATH}`,
    pids: { server: pid },
    countQueued: () => Promise.resolve(undefined),
    reset: () => Promise.resolve(),
  };
}

/** (b) The tutorial, with a Redis of its own. It must have been compiled, for its decorators. */
export async function startTutorial(resources: Resources, dataDir: string): Promise<AcceptVariant> {
  const [port = 0] = await freePorts(1);
  const redis = await startRedis(resources, join(dataDir, 'tutorial'), 'everysec');
  const control = new RedisControl(resources, redis.url);
  const script = join(PROJECT_FOLDER, 'dist', 'tutorial', 'tutorial.server.js');
  const pid = await startChild(resources, script, [String(port), redis.url]);
  return {
    key: 'tutorial',
    title: 'tutorial (Nest + Fastify + ValidationPipe + queue.add)',
    url: `http://127.0.0.1:${port}${PATH}`,
    pids: { server: pid, redis: redis.pid ?? 0 },
    countQueued: () => control.waiting('bull:orders'),
    reset: () => control.flush(),
  };
}
