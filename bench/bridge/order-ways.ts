import { join } from 'node:path';
import type { Stack } from '../../scripts/stack/stack.ts';
import { redisConfig, type AppendFsync } from '../measure/bench-redis.ts';
import type { Resources } from '../measure/resources.ts';
import type { OrderWay } from './order-way.ts';

/** Fast and never busy, so that all that is added is ours. */
export const BACKEND_PROFILE = { latency: { kind: 'fixed', ms: 5 }, workers: null };

/** More than the connections of a measurement: the fixed limiter is not the question. */
const ORDER_CONCURRENCY = '128';

/** The stack of one comparison, as `npm start` runs it but for the durability. */
export function startBridgeStack(
  resources: Resources,
  folder: string,
  durability: AppendFsync,
): Promise<Stack> {
  return resources.stack({
    dataDir: join(folder, durability),
    profile: BACKEND_PROFILE,
    env: { DURABILITY: durability, ORDER_CONCURRENCY },
    redisConfig: redisConfig(durability),
  });
}

/** What a client does that is in reach of the backend. */
export function directWay(stack: Stack): OrderWay {
  return {
    key: 'direct',
    title: 'direct call of the backend',
    url: `${stack.backendUrl}/orders`,
    backendUrl: stack.backendUrl,
    headers: (serial) => ({ 'idempotency-key': serial }),
    pids: pidsOf(stack, ['mock-backend']),
  };
}

/** Queue, worker, backend, and the reply back to the gateway that holds the request. */
export function bridgeWay(stack: Stack, durability: AppendFsync): OrderWay {
  return {
    key: durability === 'always' ? 'bridgeAlways' : 'bridge',
    title: `Prefer: wait through gateway and worker, ${durability}`,
    url: `${stack.gatewayUrls[0]}/v1/orders`,
    backendUrl: stack.backendUrl,
    headers: () => ({ prefer: 'wait=30' }),
    pids: pidsOf(stack, ['gateway', 'order-worker', 'mock-backend', 'redis']),
  };
}

function pidsOf(stack: Stack, names: string[]): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, stack.service(name).pid ?? 0]));
}
