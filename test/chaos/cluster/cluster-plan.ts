import { join } from 'node:path';
import { appService, PORT_VARIABLES } from '../../../scripts/stack/app-service.ts';
import { cleanEnvironment } from '../../../scripts/stack/clean-environment.ts';
import { freePorts } from '../../../scripts/stack/free-ports.ts';
import type { AppName } from '../../../scripts/stack/project.ts';
import { ensureRedisServer } from '../../../scripts/stack/redis-binary.ts';
import { redisService } from '../../../scripts/stack/redis-service.ts';
import { TcpLink } from '../proxy/tcp-link.ts';
import type { AppEntries } from './build-copy.ts';
import { FailpointFile } from './failpoint-file.ts';
import type { Member, MemberKind } from './member.ts';
import { RedisClock } from './redis-clock.ts';

export interface ClusterOptions {
  gateways: number;
  workers: number;
  dataDir: string;
  entries: AppEntries;
  /** Settings of all apps, over those of {@link CHAOS_SETTINGS}. */
  settings?: Record<string, string>;
  redisConfig?: Record<string, string>;
  /** Path of libfaketime, for a Redis whose clock can be set; left out, it has the machine's. */
  fakeTime?: string | undefined;
}

/**
 * Everything else is at its default: the promise has to hold as it is shipped. These only make a
 * run short: nobody waits for a backend for two minutes, nor half a minute between two attempts.
 */
export const CHAOS_SETTINGS = {
  SYNC_TIMEOUT_MS: '3000',
  BACKEND_TIMEOUT_MS: '3000',
  RETRY_CAP_MS: '2000',
  ORDER_ATTEMPTS: '20',
  LOG_LEVEL: 'info',
};

/** The processes of a cluster, not yet started. Each app has links of its own to what it needs. */
export interface ClusterPlan {
  redis: Member;
  backend: Member;
  workers: Member[];
  gateways: Member[];
  redisPort: number;
  redisClock: RedisClock | undefined;
}

const APPS: Record<Exclude<MemberKind, 'redis'>, AppName> = {
  gateway: 'gateway',
  worker: 'order-worker',
  backend: 'mock-backend',
};

export async function planCluster(options: ClusterOptions): Promise<ClusterPlan> {
  const callers = options.gateways + options.workers;
  const ports = await freePorts(2 + 3 * callers);
  const take = () => ports.pop() ?? 0;
  const [redisPort, backendPort] = [take(), take()];
  const { dataDir, redisConfig: config = {}, fakeTime } = options;
  const binary = await ensureRedisServer();
  const redisClock = fakeTime ? new RedisClock(fakeTime, join(dataDir, 'redis-clock')) : undefined;
  const env = { ...cleanEnvironment(), ...redisClock?.environment };
  const redis = redisService({ binary, port: redisPort, dataDir, env, config });
  redisClock?.cleanUpAfter(redis);
  const site = { options, take, redisPort, backendPort };
  return {
    redis: { name: 'redis', kind: 'redis', service: redis, links: {} },
    backend: planMember(site, 'backend', 1, backendPort, {}),
    workers: countTo(options.workers).map((instance) => planCaller(site, 'worker', instance)),
    gateways: countTo(options.gateways).map((instance) => planCaller(site, 'gateway', instance)),
    redisPort,
    redisClock,
  };
}

interface Site {
  options: ClusterOptions;
  take: () => number;
  redisPort: number;
  backendPort: number;
}

function planCaller(site: Site, kind: 'gateway' | 'worker', instance: number): Member {
  const { redisPort, backendPort, take } = site;
  const link = (to: string, port: number) =>
    new TcpLink(`${kind}-${instance} ↔ ${to}`, take(), { host: '127.0.0.1', port });
  const links = { redis: link('redis', redisPort), backend: link('backend', backendPort) };
  return planMember(site, kind, instance, take(), links);
}

function planMember(
  { options }: Site,
  kind: Exclude<MemberKind, 'redis'>,
  instance: number,
  port: number,
  links: Member['links'],
): Member {
  const { dataDir, entries, settings } = options;
  const app = APPS[kind];
  const failpoints = new FailpointFile(join(dataDir, 'failpoints', `${app}-${instance}`));
  const env = cleanEnvironment({
    ...CHAOS_SETTINGS,
    ...settings,
    DATA_DIR: dataDir,
    SLUICE_FAILPOINTS: failpoints.setting,
    [PORT_VARIABLES[app]]: String(port),
    ...(links.redis ? { REDIS_URL: `redis://127.0.0.1:${links.redis.port}` } : {}),
    ...(links.backend ? { BACKEND_URL: `http://127.0.0.1:${links.backend.port}` } : {}),
  });
  const instances = kind === 'backend' ? 1 : Infinity;
  const entry = entries[app];
  const service = appService({ app, instance, instances, port, dataDir, env, entry });
  return { name: service.name, kind, service, links, failpoints };
}

function countTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
