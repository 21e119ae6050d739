import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Stack } from '../../scripts/stack/stack.ts';
import type { AcceptVariant } from '../accept/accept-variant.ts';
import { redisConfig } from '../measure/bench-redis.ts';
import { readMemory } from '../measure/process-memory.ts';
import { QueueOperator } from '../measure/queue-operator.ts';
import type { Resources } from '../measure/resources.ts';
import { IdleWatchers } from './idle-watchers.ts';
import { StandingOrders } from './standing-orders.ts';

/** Room for every order of a measurement: the queue is not drained here. */
const QUEUE_LIMIT = '100000000';

/** After a collection the allocator needs a moment to give pages back. */
const COLLECTION_MS = 1_500;

/** A gateway with standing orders, ready to be loaded and watched. */
export interface WatchedGateway {
  readonly variant: AcceptVariant;
  readonly gatewayUrl: string;
  readonly orders: StandingOrders;
  /** What the gateway holds in memory, garbage left out. */
  settledMemoryKb(): Promise<number>;
}

/** A gateway as `npm start` runs it, apart from the door to its garbage collector. */
export async function startWatchedGateway(
  resources: Resources,
  dataDir: string,
  key: 'unwatched' | 'watched',
  watchers: number,
): Promise<WatchedGateway> {
  const stack = await resources.stack(stackOptions(join(dataDir, key), watchers));
  const { gatewayUrls, redisUrl } = stack;
  const [gatewayUrl = ''] = gatewayUrls;
  const orders = await StandingOrders.submit(resources, watchers, { gatewayUrl, redisUrl });
  const operator = new QueueOperator(gatewayUrl);
  const variant: AcceptVariant = {
    key,
    title: key === 'watched' ? `with ${watchers} watchers` : 'without watchers',
    url: `${gatewayUrl}/v1/orders/async`,
    pids: { server: pidOf(stack, 'gateway'), redis: pidOf(stack, 'redis') },
    countQueued: async () => (await operator.queued()) - watchers,
    reset: () => orders.forgetOthers(),
  };
  return { variant, gatewayUrl, orders, settledMemoryKb: () => settledMemoryKb(stack) };
}

/** Opens a stream for each standing order; gives what each costs the gateway, in kB. */
export async function watchAll(
  resources: Resources,
  gateway: WatchedGateway,
): Promise<{ watchers: IdleWatchers; kilobytesPerWatcher: number }> {
  const { orders, gatewayUrl } = gateway;
  const beforeKb = await gateway.settledMemoryKb();
  const watchers = await IdleWatchers.open(resources, gatewayUrl, orders.paths);
  const afterKb = await gateway.settledMemoryKb();
  return { watchers, kilobytesPerWatcher: (afterKb - beforeKb) / orders.paths.length };
}

function stackOptions(dataDir: string, watchers: number) {
  const collector = pathToFileURL(join(import.meta.dirname, 'collect-garbage.ts')).href;
  return {
    dataDir,
    workers: 0,
    env: { DURABILITY: 'everysec', QUEUE_LIMIT, EVENTS_MAX_WATCHERS: String(watchers) },
    redisConfig: redisConfig('everysec'),
    nodeArgs: { gateway: ['--expose-gc', '--import', collector] },
  };
}

async function settledMemoryKb(stack: Stack): Promise<number> {
  for (let time = 0; time < 2; time += 1) {
    stack.service('gateway').kill('SIGUSR2');
    await new Promise((resolve) => setTimeout(resolve, COLLECTION_MS / 2));
  }
  return readMemory(pidOf(stack, 'gateway')).residentKb;
}

function pidOf(stack: Stack, name: string): number {
  return stack.service(name).pid ?? 0;
}
