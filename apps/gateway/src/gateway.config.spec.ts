import { ConfigError, loadConfig } from '@sluice/platform';
import { GatewayConfig } from './gateway.config';

const load = (env: NodeJS.ProcessEnv) => loadConfig(GatewayConfig, env);

describe('GatewayConfig', () => {
  it('needs nothing to be set', () => {
    const config = load({});
    expect(config).toMatchObject({ partitions: 1, metricsPerClient: false, queueLimit: 100_000 });
    expect([config.backendConcurrency, config.clientQueueLimit]).toEqual([undefined, undefined]);
  });

  it.each([
    [{ API_KEYS_FILE: 'keys.json' }, 50_000],
    [{ API_KEYS_FILE: 'keys.json', QUEUE_LIMIT: '7' }, 4],
    [{ API_KEYS_FILE: 'keys.json', QUEUE_LIMIT: '0' }, 1],
    [{ API_KEYS_FILE: 'keys.json', CLIENT_QUEUE_LIMIT: '99' }, 99],
    [{ API_KEYS_FILE: 'keys.json', QUEUE_LIMIT: '300', PARTITIONS: '3' }, 50],
    [{ CLIENT_QUEUE_LIMIT: '99' }, 99],
    [{ QUEUE_LIMIT: '7' }, undefined],
  ])('%j: a client may have %p orders queued', (env: NodeJS.ProcessEnv, limit) => {
    expect(load(env).clientQueueLimit).toBe(limit);
  });

  it('has a grace time that fits the synchronous path', () => {
    expect(load({}).shutdownGraceMs).toBe(35_500);
    expect(load({ SYNC_TIMEOUT_MS: '60000', SHUTDOWN_DELAY_MS: '0' }).shutdownGraceMs).toBe(65_000);
    expect(load({ SYNC_TIMEOUT_MS: '500' }).shutdownGraceMs).toBe(10_000);
  });

  it.each([
    [{ ORDER_TTL_MS: '9000000000000000' }, 'ORDER_TTL_MS must not be greater than 2592000000'],
    [{ ORDER_RETENTION_MS: '99999999999999999' }, 'ORDER_RETENTION_MS must not be greater than'],
    [{ QUEUE_LIMIT: '99999999999' }, 'QUEUE_LIMIT must not be greater than'],
    [{ BODY_LIMIT_BYTES: '99999999999' }, 'BODY_LIMIT_BYTES must not be greater than'],
    [{ EVENTS_MAX_WATCHERS: '99999999999' }, 'EVENTS_MAX_WATCHERS must not be greater than'],
    [{ CLIENT_QUEUE_LIMIT: '0' }, 'CLIENT_QUEUE_LIMIT must not be less than 1'],
    [{ PARTITIONS: '0' }, 'PARTITIONS must not be less than 1'],
    [
      { PARTITIONS: '8', BACKEND_CONCURRENCY: '7' },
      'BACKEND_CONCURRENCY must be at least PARTITIONS',
    ],
  ])('refuses %j', (env: NodeJS.ProcessEnv, rule) => {
    expect(() => load(env)).toThrow(ConfigError);
    expect(() => load(env)).toThrow(rule);
  });
});
