import { Redis } from 'ioredis';
import { isPortFree } from '../stack/free-ports.ts';
import { instancePorts } from '../stack/stack-plan.ts';
import { describePortOwner } from './port-owner.ts';
import type { StartSettings } from './start-settings.ts';

/** Something on this machine has to change before Sluice can start; the message says what. */
export class PreconditionError extends Error {
  override name = 'PreconditionError';
}

interface WantedPort {
  port: number;
  app: string;
  variable: string;
  host: string;
}

/** @throws PreconditionError for the first port that is taken or wanted twice */
export async function requireFreePorts(settings: StartSettings): Promise<void> {
  const seen = new Map<number, WantedPort>();
  for (const wanted of wantedPorts(settings)) {
    const other = seen.get(wanted.port);
    if (other) throw new PreconditionError(describeClash(wanted, other));
    seen.set(wanted.port, wanted);
    if (!(await isPortFree(wanted.port, wanted.host))) {
      throw new PreconditionError(describeTaken(wanted));
    }
  }
}

/** @throws PreconditionError when nothing answers at REDIS_URL; its password is never shown */
export async function requireRedis(url: string): Promise<void> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 3_000,
    commandTimeout: 3_000,
    retryStrategy: () => null,
    enableOfflineQueue: false,
  });
  let fault = '';
  client.on('error', (error) => (fault = error.message));
  try {
    await client.connect();
    await client.ping();
  } catch (error) {
    const { host = '', port = 6379 } = client.options;
    const why = fault || (error as Error).message;
    throw new PreconditionError(
      `REDIS_URL: no usable Redis at ${host}:${port} (${why}): start it, or unset REDIS_URL to run an embedded one.`,
    );
  } finally {
    client.disconnect();
  }
}

function wantedPorts({ numbers, env, backendUrl }: StartSettings): WantedPort[] {
  const host = env['GATEWAY_HOST'] || '127.0.0.1';
  const wanted = (app: string, variable: string, ports: number[], at = '127.0.0.1') =>
    ports.map((port) => ({ port, app, variable, host: at }));
  return [
    ...wanted(
      'gateway',
      'GATEWAY_PORT',
      instancePorts(numbers.GATEWAY_PORT, numbers.GATEWAYS),
      host,
    ),
    ...wanted('order-worker', 'WORKER_PORT', instancePorts(numbers.WORKER_PORT, numbers.WORKERS)),
    ...(backendUrl === undefined
      ? wanted('mock-backend', 'BACKEND_PORT', [numbers.BACKEND_PORT])
      : []),
  ];
}

function describeTaken({ port, app, variable }: WantedPort): string {
  const owner = describePortOwner(port);
  const by = owner === undefined ? '' : ` by ${owner}`;
  return `Port ${port} for the ${app} is taken${by}: stop what listens there, or set ${variable} to another port.`;
}

function describeClash(wanted: WantedPort, other: WantedPort): string {
  return `Port ${wanted.port} is wanted by both ${other.app} and ${wanted.app}: set ${wanted.variable} to another port.`;
}
