import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpAdapter, createLogger, DrainState, PlatformModule } from '@sluice/platform';
import type { RouteOptions } from 'fastify';
import { eventually } from '../../../../test/support/eventually';
import { startRedis, type TestRedis } from '../../../../test/support/redis-server';
import { AppModule } from '../app.module';
import { GatewayConfig } from '../gateway.config';
import { OPERATIONS } from './openapi/operations/all-operations';

/** What is served besides the interface: pages of others, and what pages load. */
const NO_INTERFACE = [/^\/lab\/assets\//, /^\/docs\/assets\//];

@Module({})
class WholeGateway {}

let redis: TestRedis;
let app: NestFastifyApplication;
const routes: string[] = [];

beforeAll(async () => {
  redis = await startRedis();
  const config = Object.assign(new GatewayConfig(), { redisUrl: redis.url });
  const adapter = createHttpAdapter();
  adapter.getInstance().addHook('onRoute', (route: RouteOptions) => {
    if (isRefusal(route)) return;
    for (const method of [route.method].flat()) routes.push(`${method} ${route.url}`);
  });
  const platform = PlatformModule.forApp({
    name: 'gateway',
    Config: GatewayConfig,
    config,
    logger: createLogger('gateway', 'fatal'),
    drain: new DrainState(),
  });
  const whole = { module: WholeGateway, imports: [platform, AppModule.forRoot(config)] };
  app = await NestFactory.create<NestFastifyApplication>(whole, adapter, {
    logger: false,
    bodyParser: false,
    abortOnError: false,
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  await eventually(async () => {
    expect((await fetch(`${await app.getUrl()}/health/ready`)).status).toBe(200);
  });
}, 60_000);

afterAll(async () => {
  await app.close();
  await redis.stop();
});

/** Routes that answer 405 on a literal path, where a pattern would take the method. */
const isRefusal = ({ config }: RouteOptions): boolean =>
  Object.getOwnPropertySymbols(config ?? {}).some(({ description }) =>
    description?.startsWith('refusing'),
  );

/** `/v1/orders/:id` → `/v1/orders/{id}`. */
const documented = (route: string) => route.replace(/:(\w+)/g, '{$1}');

const isInterface = (route: string): boolean => {
  const [method = '', path = ''] = route.split(' ');
  return method !== 'HEAD' && !NO_INTERFACE.some((it) => it.test(path));
};

it('documents every route, and no other', () => {
  const served = [...new Set(routes.filter(isInterface).map(documented))].sort();
  const told = OPERATIONS.map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort();
  expect(served.length).toBeGreaterThan(10);
  expect(told).toEqual(served);
});
