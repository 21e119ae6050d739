import { join } from 'node:path';
import type { Stack } from '../../scripts/stack/stack.ts';
import { RedisControl, redisConfig, type AppendFsync } from '../measure/bench-redis.ts';
import type { Resources } from '../measure/resources.ts';
import type { AcceptVariant } from './accept-variant.ts';

/** Room for every order of a measurement: the queue is not drained here, and its limit is not the question. */
const QUEUE_LIMIT = '100000000';

/** (c, d) The gateway as `npm start` runs it, with nobody draining its queue. */
export async function startGateway(
  resources: Resources,
  dataDir: string,
  durability: AppendFsync,
): Promise<AcceptVariant> {
  const stack = await resources.stack({
    dataDir: join(dataDir, `gateway-${durability}`),
    workers: 0,
    env: { DURABILITY: durability, QUEUE_LIMIT },
    redisConfig: redisConfig(durability),
  });
  const control = new RedisControl(resources, stack.redisUrl);
  return {
    key: durability === 'always' ? 'gatewayAlways' : 'gateway',
    title: `Sluice's gateway, ${durability}`,
    url: `${stack.gatewayUrls[0]}/v1/orders/async`,
    pids: { server: pidOf(stack, 'gateway'), redis: pidOf(stack, 'redis') },
    countQueued: () => control.waiting('{sluice}:orders'),
    reset: () => control.flush(),
  };
}

function pidOf(stack: Stack, name: string): number {
  return stack.service(name).pid ?? 0;
}
