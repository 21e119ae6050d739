import type { StackOptions } from '../stack/stack.ts';
import type { StartSettings } from './start-settings.ts';

/** No load balancer stands before a stack on one machine that would have to notice a drain. */
const LOCAL_DEFAULTS = { SHUTDOWN_DELAY_MS: '0' };

export function stackOptionsOf(settings: StartSettings, dataDir: string): StackOptions {
  const { numbers, redisUrl, backendUrl } = settings;
  return {
    env: { ...LOCAL_DEFAULTS, ...settings.env },
    gateways: numbers.GATEWAYS,
    workers: numbers.WORKERS,
    dataDir,
    ports: {
      gateway: numbers.GATEWAY_PORT,
      'order-worker': numbers.WORKER_PORT,
      'mock-backend': numbers.BACKEND_PORT,
    },
    ...(redisUrl !== undefined && { redisUrl }),
    ...(backendUrl !== undefined && { backendUrl }),
    supervised: true,
  };
}
