import { readStartSettings, StartSettingError } from './start-settings.ts';

describe('readStartSettings', () => {
  it('has a default for everything', () => {
    expect(readStartSettings({}, {})).toEqual({
      numbers: {
        GATEWAYS: 1,
        WORKERS: 1,
        GATEWAY_PORT: 3000,
        WORKER_PORT: 3001,
        BACKEND_PORT: 3002,
      },
      dataDir: '.data',
      redisUrl: undefined,
      backendUrl: undefined,
      env: {},
    });
  });

  it('lets the shell win over .env', () => {
    const { numbers, env } = readStartSettings(
      { WORKERS: '3' },
      { WORKERS: '2', LOG_LEVEL: 'warn' },
    );
    expect(numbers.WORKERS).toBe(3);
    expect(env).toEqual({ WORKERS: '3', LOG_LEVEL: 'warn' });
  });

  it('takes an empty variable for unset', () => {
    const { numbers, redisUrl } = readStartSettings({ WORKERS: '', REDIS_URL: '' }, {});
    expect([numbers.WORKERS, redisUrl]).toEqual([1, undefined]);
  });

  it("keeps npm's own variables from the apps", () => {
    expect(readStartSettings({ npm_config_loglevel: 'silly' }, {}).env).toEqual({});
  });

  it.each(['0', '51', '-1', '1.5', ' 2', '2x', '1e1', '９'])('refuses WORKERS=%j', (value) => {
    expect(() => readStartSettings({ WORKERS: value }, {})).toThrow(
      'WORKERS must be a whole number from 1 to 50 (for example WORKERS=1)',
    );
  });

  it('names every bad setting at once, and never the value', () => {
    const read = () => readStartSettings({ WORKERS: 'secret', GATEWAY_PORT: '70000' }, {});
    expect(read).toThrow(StartSettingError);
    expect(read).toThrow(/^WORKERS must .+\nGATEWAY_PORT must .+from 1 to 65535/);
    expect(read).not.toThrow(/secret|70000/);
  });
});
