import { Global, Module, type Provider } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { PlatformModule } from '../bootstrap/platform.module';
import { DrainState } from '../bootstrap/drain-state';
import { ProcessConfig } from '../config/process.config';
import { createHttpAdapter } from '../http';
import { createLogger } from '../logging/pino-logger';
import { ProblemFilter } from '../problems';
import { COMMAND_REDIS } from '../redis/redis.module';
import { HEALTH_DETAILS, type HealthDetail } from './health-details';
import { HealthModule } from './health.module';

type Ping = () => Promise<unknown>;

describe('health', () => {
  let app: NestFastifyApplication;
  let drain: DrainState;
  let log: string;

  const start = async (ping?: Ping, details?: HealthDetail[]) => {
    @Global()
    @Module(exported(ping ? [{ provide: COMMAND_REDIS, useValue: { ping } }] : []))
    class TrialRedisModule {}

    @Module(exported(details ? [{ provide: HEALTH_DETAILS, useValue: details }] : []))
    class FeatureModule {}

    drain = new DrainState();
    log = '';
    const logger = createLogger('trial', 'info', { write: (line: string) => void (log += line) });
    const options = { name: 'trial', Config: ProcessConfig, config: new ProcessConfig(), logger };
    const platform = PlatformModule.forApp({ ...options, drain });
    const imports = [platform, TrialRedisModule, FeatureModule, HealthModule];
    const module = await Test.createTestingModule({ imports }).compile();
    app = module.createNestApplication<NestFastifyApplication>(createHttpAdapter(), {
      bodyParser: false,
      logger: false,
    });
    app.useGlobalFilters(new ProblemFilter());
    await app.init();
  };

  const get = async (path: string) => {
    const { statusCode, headers, payload } = await app.inject({ method: 'GET', url: path });
    return { status: statusCode, headers, body: JSON.parse(payload) as Record<string, unknown> };
  };

  const pong = () => Promise.resolve('PONG');
  const away = () => Promise.reject(new Error('connect ECONNREFUSED 10.1.2.3:6379'));

  afterEach(() => app.close());

  it('is well with Redis there', async () => {
    await start(pong);
    for (const path of ['/health/live', '/health/ready', '/health']) {
      const { status, headers, body } = await get(path);
      expect([path, status, body['status']]).toEqual([path, 200, 'ok']);
      expect(headers['cache-control']).toBe('no-store');
    }
    const { body } = await get('/health');
    expect(Object.keys(body['details'] as object)).toEqual(['redis', 'eventLoop']);
  });

  it('is unready without Redis, alive nevertheless, and tells nobody where Redis is', async () => {
    await start(away);
    expect((await get('/health/live')).status).toBe(200);
    for (const path of ['/health/ready', '/health']) {
      const { status, headers, body } = await get(path);
      expect(status).toBe(503);
      expect(headers['content-type']).toBe('application/problem+json');
      expect(headers['retry-after']).toBe('5');
      expect(body).toMatchObject({
        type: 'urn:sluice:problem:queue-unavailable',
        status: 503,
        code: 'queue-unavailable',
        detail: 'Down: redis.',
        instance: path,
        error: { redis: { status: 'down' } },
      });
      expect(JSON.stringify(body)).not.toContain('10.1.2.3');
    }
  });

  it('does not wait for a Redis that does not answer', async () => {
    await start(() => new Promise(() => undefined));
    const startedAtMs = performance.now();
    expect((await get('/health/ready')).status).toBe(503);
    expect(performance.now() - startedAtMs).toBeLessThan(1_500);
  });

  it('is unready while draining, alive nevertheless', async () => {
    await start(pong);
    drain.begin();
    expect((await get('/health/live')).status).toBe(200);
    expect((await get('/health/ready')).body).toMatchObject({
      status: 503,
      code: 'shutting-down',
      info: { redis: { status: 'up' } },
    });
  });

  it('names draining before Redis', async () => {
    await start(away);
    drain.begin();
    expect((await get('/health/ready')).body).toMatchObject({ code: 'shutting-down' });
  });

  it('is ready in an app without Redis', async () => {
    await start();
    expect((await get('/health/ready')).body).toMatchObject({
      status: 'ok',
      details: { drain: { status: 'up' } },
    });
  });

  it('shows what the app adds, a warning with 200', async () => {
    await start(pong, [
      () => ({ queue: { status: 'degraded', queued: 99_000 } }),
      () => Promise.resolve({ durability: { status: 'up', policy: 'always' } }),
    ]);
    const { status, body } = await get('/health');
    expect([status, body['status']]).toEqual([200, 'degraded']);
    expect(body['details']).toMatchObject({
      queue: { queued: 99_000 },
      durability: { policy: 'always' },
    });
    expect((await get('/health/ready')).body['details']).not.toHaveProperty('queue');
  });

  it.each([
    [{}, 'gateway-saturated'],
    [{ code: 'gateway-saturated' }, 'gateway-saturated'],
    [{ code: 'queue-full' }, 'queue-full'],
    [{ code: 'not-found' }, 'gateway-saturated'],
    [{ code: 'toString' }, 'gateway-saturated'],
  ])('answers a part that is down with %j by the problem %s', async (members, code) => {
    await start(pong, [() => ({ syncPool: { status: 'down', ...members } })]);
    const { status, body } = await get('/health');
    expect([status, body['code']]).toEqual([503, code]);
  });

  it('takes a part that breaks for a part that is down', async () => {
    const workers = () => Promise.reject(new Error('roll torn'));
    await start(pong, [workers, () => ({ queue: { status: 'up' } })]);
    const { status, body } = await get('/health');
    expect(status).toBe(503);
    expect(body).toMatchObject({
      error: { workers: { reason: 'could not be asked' } },
      info: { queue: { status: 'up' } },
    });
    expect(JSON.stringify(body)).not.toContain('torn');
    expect(log).toContain('roll torn');
  });
});

const exported = (providers: Provider[]) => ({
  providers,
  exports: providers.map((provider) => (provider as { provide: symbol }).provide),
});
