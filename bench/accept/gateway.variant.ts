import { join } from 'node:path';
import type { Stack, StackOptions } from '../../scripts/stack/stack.ts';
import { benchKeys } from '../measure/api-keys.ts';
import { redisConfig, type AppendFsync } from '../measure/bench-redis.ts';
import { RedisControl } from '../measure/redis-control.ts';
import { QueueOperator } from '../measure/queue-operator.ts';
import type { Resources } from '../measure/resources.ts';
import type { AcceptVariant, VariantKey } from './accept-variant.ts';

/** Room for every order of a measurement: the queue is not drained here, and its limit is not the question. */
const QUEUE_LIMIT = '100000000';

/** A quota that is counted, but that nobody can use up within a benchmark. */
const QUOTA_REQUESTS = '1000000000';

/** How a gateway of a benchmark differs from the one that `npm start` runs. */
export interface GatewayVariant {
  key: VariantKey;
  title: string;
  durability?: AppendFsync;
  env?: Record<string, string>;
  /** Arguments for the gateway's Node. */
  nodeArgs?: string[];
  load?: NonNullable<AcceptVariant['load']>;
  connections?: readonly number[];
}

/** (c, d) The gateway as `npm start` runs it, with nobody draining its queue. */
export function startGateway(
  resources: Resources,
  dataDir: string,
  durability: AppendFsync,
): Promise<AcceptVariant> {
  return startGatewayVariant(resources, dataDir, {
    key: durability === 'always' ? 'gatewayAlways' : 'gateway',
    title: `Sluice's gateway, ${durability}`,
    durability,
  });
}

/** (g) The same, asking everybody for a key and counting everybody's orders. */
export async function startKeyedGateway(
  resources: Resources,
  dataDir: string,
): Promise<AcceptVariant> {
  const keys = await benchKeys(dataDir, [{ client: 'bench' }]);
  return startGatewayVariant(resources, dataDir, {
    key: 'gatewayKeys',
    title: "Sluice's gateway, everysec, API keys and quotas",
    env: { API_KEYS_FILE: keys.file, QUOTA_REQUESTS },
    load: { headers: keys.headersOf('bench') },
    connections: [64],
  });
}

export async function startGatewayVariant(
  resources: Resources,
  dataDir: string,
  { durability = 'everysec', env, nodeArgs = [], ...variant }: GatewayVariant,
): Promise<AcceptVariant> {
  const options: StackOptions = {
    dataDir: join(dataDir, `gateway-${variant.key}`),
    workers: 0,
    env: { DURABILITY: durability, QUEUE_LIMIT, ...env },
    redisConfig: redisConfig(durability),
    nodeArgs: { gateway: nodeArgs },
  };
  const stack = await resources.stack(options);
  const control = new RedisControl(resources, stack.redisUrl);
  await control.remember();
  const operator = new QueueOperator(stack.gatewayUrls[0] ?? '', variant.load?.headers);
  return {
    ...variant,
    url: `${stack.gatewayUrls[0]}/v1/orders/async`,
    pids: { server: pidOf(stack, 'gateway'), redis: pidOf(stack, 'redis') },
    countQueued: () => operator.queued(),
    reset: () => control.reset(),
  };
}

function pidOf(stack: Stack, name: string): number {
  return stack.service(name).pid ?? 0;
}
