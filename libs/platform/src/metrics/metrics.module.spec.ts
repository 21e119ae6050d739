import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Counter } from 'prom-client';
import { APP_NAME } from '../bootstrap/app-name';
import { createHttpAdapter } from '../http';
import { COMMAND_REDIS } from '../redis/redis.module';
import { MetricsRegistry } from './metrics-registry';
import { MetricsModule } from './metrics.module';

describe('metrics', () => {
  let app: NestFastifyApplication;
  let answers: boolean;
  let pings: number;

  const ping = () => {
    pings += 1;
    return answers ? Promise.resolve('PONG') : Promise.reject(new Error('away'));
  };

  @Global()
  @Module({
    providers: [
      { provide: APP_NAME, useValue: 'trial' },
      { provide: COMMAND_REDIS, useValue: { ping } },
    ],
    exports: [APP_NAME, COMMAND_REDIS],
  })
  class TrialPlatformModule {}

  beforeEach(async () => {
    answers = true;
    pings = 0;
    const imports = [TrialPlatformModule, MetricsModule];
    const module = await Test.createTestingModule({ imports }).compile();
    app = module.createNestApplication<NestFastifyApplication>(createHttpAdapter(), {
      bodyParser: false,
      logger: false,
    });
    await app.init();
  });

  afterEach(() => app.close());

  const scrape = (accept = 'text/plain') =>
    app.inject({ method: 'GET', url: '/metrics', headers: { accept } });

  it("answers in Prometheus' text format, whatever version the scraper prefers", async () => {
    const prometheus =
      'application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1';
    for (const accept of ['text/plain', '*/*', prometheus]) {
      const { statusCode, headers } = await scrape(accept);
      expect([accept, statusCode]).toEqual([accept, 200]);
      expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    }
  });

  it('prefixes every name and labels every series', async () => {
    const lines = (await scrape()).payload.split('\n').filter((line) => /^[a-z]/.test(line));
    expect(lines.length).toBeGreaterThan(20);
    for (const line of lines) expect(line).toMatch(/^sluice_\w+\{.*app="trial".*\} /);
  });

  it('brings event loop lag, garbage collection by kind and heap', async () => {
    const { payload } = await scrape();
    expect(payload).toMatch(/^sluice_nodejs_eventloop_lag_p99_seconds\{/m);
    expect(payload).toMatch(/^sluice_nodejs_heap_size_used_bytes\{/m);
    const registry = app.get(MetricsRegistry);
    const gc = registry.getSingleMetric('sluice_nodejs_gc_duration_seconds');
    expect((gc as unknown as { labelNames: string[] }).labelNames).toEqual(['kind']);
  });

  it('takes metrics of the app', async () => {
    const registers = [app.get(MetricsRegistry)];
    new Counter({ name: 'sluice_trials_total', help: 'Trials', registers }).inc(3);
    expect((await scrape()).payload).toContain('sluice_trials_total{app="trial"} 3');
  });

  it('asks Redis once per scrape and tells whether it answered', async () => {
    const first = (await scrape()).payload;
    expect(first).toContain('sluice_redis_up{app="trial"} 1');
    expect(first).toMatch(/^sluice_redis_ping_seconds\{app="trial"\} \d/m);
    expect(pings).toBe(1);
    answers = false;
    expect((await scrape()).payload).toContain('sluice_redis_up{app="trial"} 0');
    expect(pings).toBe(2);
  });
});
