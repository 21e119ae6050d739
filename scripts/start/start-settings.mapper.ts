import type { StackOptions } from '../stack/stack.ts';
import type { StartSettings } from './start-settings.ts';

/** The stack that these settings ask for, watched over and with its data kept. */
export function stackOptionsOf(settings: StartSettings, dataDir: string): StackOptions {
  const { numbers, redisUrl, backendUrl } = settings;
  return {
    env: settings.env,
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
