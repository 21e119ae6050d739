import { join } from 'node:path';
import { httpRequest } from './http-request.ts';
import { appEntry, type AppName } from './project.ts';
import { Service } from './service.ts';
import { stopGraceMs } from './stop-grace.ts';

export interface AppServiceOptions {
  app: AppName;
  /** Counted from 1; shown in the name when there are several. */
  instance: number;
  instances: number;
  port: number;
  dataDir: string;
  env: Record<string, string>;
  /** Arguments for Node itself, such as `--expose-gc`. */
  nodeArgs?: string[] | undefined;
  /** Another file to start; stands in for the app in tests of the stack itself. */
  entry?: string | undefined;
}

export const PORT_VARIABLES: Record<AppName, string> = {
  gateway: 'GATEWAY_PORT',
  'order-worker': 'WORKER_PORT',
  'mock-backend': 'BACKEND_PORT',
};

const HOST_VARIABLES: Record<AppName, string> = {
  gateway: 'GATEWAY_HOST',
  'order-worker': 'WORKER_HOST',
  'mock-backend': 'BACKEND_HOST',
};

/** One Nest app as a process; ready when its own `GET /health/ready` says so. */
export function appService(options: AppServiceOptions): Service {
  const { app, instance, instances, port, dataDir, env, nodeArgs = [], entry } = options;
  const name = instances > 1 ? `${app}-${instance}` : app;
  const url = `http://${reachableHost(env[HOST_VARIABLES[app]])}:${port}`;
  return new Service({
    name,
    command: process.execPath,
    args: [...nodeArgs, entry ?? appEntry(app)],
    env: { ...env, [PORT_VARIABLES[app]]: String(port) },
    logFile: join(dataDir, 'logs', `${name}.log`),
    url,
    isReady: () => isReady(url),
    readyTimeoutMs: 60_000,
    stopGraceMs: stopGraceMs(app, env),
    ipc: true,
  });
}

/** Where an app that listens on this address can be asked from the same machine. */
function reachableHost(host = ''): string {
  if (['', '0.0.0.0', '::'].includes(host)) return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await httpRequest(`${url}/health/ready`)).status === 200;
  } catch {
    return false;
  }
}
