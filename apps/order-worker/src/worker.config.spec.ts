import { ConfigError, loadConfig } from '@sluice/platform';
import { WorkerConfig } from './worker.config';

describe('WorkerConfig', () => {
  it('needs nothing to be set', () => {
    expect(loadConfig(WorkerConfig, {})).toMatchObject({
      workerHost: '127.0.0.1',
      workerPort: 3001,
      orderConcurrency: 16,
      orderRateWindowMs: 1_000,
      backendTimeoutMs: 120_000,
      orderAttempts: 8,
    });
    expect(loadConfig(WorkerConfig, {}).orderRateMax).toBeUndefined();
  });

  it('reads a rate as a number', () => {
    expect(loadConfig(WorkerConfig, { ORDER_RATE_MAX: '300' }).orderRateMax).toBe(300);
  });

  it('has a grace time that fits the longest call', () => {
    const graceOf = (env: NodeJS.ProcessEnv) => loadConfig(WorkerConfig, env).shutdownGraceMs;
    expect(graceOf({})).toBe(125_500);
    expect(graceOf({ BACKEND_TIMEOUT_MS: '1000', CALLBACK_TIMEOUT_MS: '500' })).toBe(10_000);
    expect(graceOf({ SHUTDOWN_GRACE_MS: '400' })).toBe(400);
  });

  it.each([
    ['BACKEND_CONCURRENCY', '0'],
    ['PARTITIONS', '257'],
    ['ORDER_RETENTION_MS', '99999999999999999'],
    ['CALLBACK_RETENTION_MS', '99999999999999999'],
    ['ORDER_CONCURRENCY', '0'],
    ['ORDER_RATE_MAX', '1.5'],
    ['BACKEND_URL', 'ftp://x'],
    ['REDIS_URL', 'localhost'],
    ['LEASE_MS', '10'],
  ])('refuses %s=%s', (variable, value) => {
    expect(() => loadConfig(WorkerConfig, { [variable]: value })).toThrow(ConfigError);
  });
});
