import { appService, type AppServiceOptions } from './app-service.ts';
import { freePorts } from './free-ports.ts';
import type { AppName } from './project.ts';
import { ensureRedisServer } from './redis-binary.ts';
import { redisService } from './redis-service.ts';
import type { Service } from './service.ts';
import type { StackOptions } from './stack-options.ts';

/** The processes of a stack, not yet started, by the stages in which they are drained. */
export interface StackPlan {
  redis: Service[];
  backends: Service[];
  workers: Service[];
  gateways: Service[];
  redisUrl: string;
  backendUrl: string;
}

export type PlanOptions = Omit<StackOptions, 'dataDir' | 'env'> & {
  dataDir: string;
  env: Record<string, string>;
};

/** Further instances of an app listen on + 10, + 20, …, which leaves room for its neighbours. */
const PORT_STEP = 10;

export async function planServices(options: PlanOptions): Promise<StackPlan> {
  const redis = await planRedis(options);
  const redisUrl = options.redisUrl ?? redis[0]?.url ?? '';
  const { dataDir } = options;
  const shared = { ...options, env: { ...options.env, DATA_DIR: dataDir, REDIS_URL: redisUrl } };
  const backends = await planApps('mock-backend', shared);
  const backendUrl = options.backendUrl ?? backends[0]?.url ?? '';
  const callers = { ...shared, env: { ...shared.env, BACKEND_URL: backendUrl } };
  const workers = await planApps('order-worker', callers);
  const gateways = await planApps('gateway', callers);
  return { redis, backends, workers, gateways, redisUrl, backendUrl };
}

/** Ports on which `count` instances of an app listen, counted from its first. */
export function instancePorts(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index * PORT_STEP);
}

async function planRedis({ redisUrl, redisConfig, dataDir, env }: PlanOptions): Promise<Service[]> {
  if (redisUrl !== undefined) return [];
  const [port = 0] = await freePorts(1);
  const durability = env['DURABILITY'] === 'everysec' ? { appendfsync: 'everysec' } : {};
  const config = { ...durability, ...redisConfig };
  return [redisService({ binary: await ensureRedisServer(), port, dataDir, env, config })];
}

async function planApps(app: AppName, options: PlanOptions): Promise<Service[]> {
  const instances = countOf(app, options);
  const first = options.ports?.[app];
  const ports = first === undefined ? await freePorts(instances) : instancePorts(first, instances);
  const shared: Omit<AppServiceOptions, 'port' | 'instance'> = {
    app,
    instances,
    dataDir: options.dataDir,
    env: { ...options.env, ...options.appEnv?.[app] },
    nodeArgs: options.nodeArgs?.[app],
    entry: options.entries?.[app],
  };
  return ports.map((port, index) => appService({ ...shared, port, instance: index + 1 }));
}

function countOf(app: AppName, { gateways = 1, workers = 1, backendUrl }: PlanOptions): number {
  const backends = backendUrl === undefined ? 1 : 0;
  return { gateway: gateways, 'order-worker': workers, 'mock-backend': backends }[app];
}
