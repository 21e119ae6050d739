import { loadConfig, type ProcessConfig } from '@sluice/platform';
import { GatewayConfig } from '../../apps/gateway/src/gateway.config';
import { BackendConfig } from '../../apps/mock-backend/src/backend.config';
import { WorkerConfig } from '../../apps/order-worker/src/worker.config';
import { type AppName } from '../../scripts/stack/project.ts';
import { stopGraceMs } from '../../scripts/stack/stop-grace.ts';

const CLASSES: [AppName, new () => ProcessConfig][] = [
  ['gateway', GatewayConfig],
  ['order-worker', WorkerConfig],
  ['mock-backend', BackendConfig],
];

describe('the time that npm start gives an app to stop', () => {
  it.each(CLASSES)('is a little more than %s takes for itself', (app, Class) => {
    for (const env of [
      {},
      { SHUTDOWN_DELAY_MS: '0' },
      { SHUTDOWN_DELAY_MS: '60000' },
      { SHUTDOWN_GRACE_MS: '400' },
      { SHUTDOWN_GRACE_MS: '' },
      { BACKEND_TIMEOUT_MS: '1000' },
      { BACKEND_TIMEOUT_MS: '3600000', SYNC_TIMEOUT_MS: '3600000' },
      { CALLBACK_TIMEOUT_MS: '600000', SYNC_TIMEOUT_MS: '1' },
    ] as Record<string, string>[]) {
      const ownMs = loadConfig(Class, env).shutdownGraceMs;
      expect([env, stopGraceMs(app, env)]).toEqual([env, ownMs + 3_000]);
    }
  });
});
