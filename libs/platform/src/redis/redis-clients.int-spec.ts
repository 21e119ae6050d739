import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { eventually } from '../../../../test/support/eventually';
import { startFreezableProxy, type FreezableProxy } from '../../../../test/support/freezable-proxy';
import { startRedis, type TestRedis } from '../../../../test/support/redis-server';
import { createLogger } from '../logging/pino-logger';
import { closeClient } from './close-client';
import { openClient } from './open-client';
import { createBlockingClient, createCommandClient } from './redis-clients';
import { blockingOptions, commandOptions, subscriberOptions } from './redis-options';
import { isRedisUnavailable } from './redis-unavailable';
import { keepHeartbeat } from './subscriber-heartbeat';

jest.setTimeout(40_000);

/** What a caller may count on, whatever happens to Redis. */
const REFUSAL_LIMIT_MS = 3_000;

describe('Redis clients in trouble', () => {
  const clients: Redis[] = [];
  let server: TestRedis;
  let proxy: FreezableProxy | undefined;
  let log: string[];

  const use = (client: Redis) => {
    clients.push(client);
    return client;
  };
  const usable = (client: Redis) => eventually(() => client.ping(), { timeoutMs: 15_000 });
  const failureOf = async (command: Promise<unknown>) => {
    const startedAtMs = performance.now();
    const error = await command.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return { unavailable: isRedisUnavailable(error), afterMs: performance.now() - startedAtMs };
  };
  const signal = (name: NodeJS.Signals) => process.kill(server.pid() ?? NaN, name);

  beforeEach(async () => {
    log = [];
    createLogger('test', 'info', { write: (line: string) => void log.push(line) });
    server = await startRedis();
  });

  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => closeClient(client, 100)));
    await proxy?.close();
    proxy = undefined;
    await server.stop();
  });

  it('fails a command in time with Redis stopped, and goes on when it goes on', async () => {
    const client = use(createCommandClient(server.url, 'test'));
    await usable(client);
    signal('SIGSTOP');
    for (let round = 0; round < 4; round += 1) {
      const { unavailable, afterMs } = await failureOf(client.set('key', round));
      expect(unavailable).toBe(true);
      expect(afterMs).toBeLessThan(REFUSAL_LIMIT_MS);
    }
    signal('SIGCONT');
    expect(await usable(client)).toBe('PONG');
    await client.set('key', 'after');
    expect(await client.get('key')).toBe('after');
  });

  it('fails commands that overlap in time with Redis stopped', async () => {
    const client = use(createCommandClient(server.url, 'test'));
    await usable(client);
    signal('SIGSTOP');
    const failures = [];
    for (let moment = 0; moment < 8; moment += 1) {
      failures.push(failureOf(client.incr('n')));
      await sleep(150);
    }
    for (const { unavailable, afterMs } of await Promise.all(failures)) {
      expect(unavailable).toBe(true);
      expect(afterMs).toBeLessThan(REFUSAL_LIMIT_MS);
    }
  });

  it('fails a command under way when Redis is killed, runs nothing twice, and recovers', async () => {
    const client = use(createCommandClient(server.url, 'test'));
    await usable(client);
    signal('SIGSTOP');
    const underWay = failureOf(client.incr('runs'));
    await server.kill();
    expect((await underWay).unavailable).toBe(true);
    expect((await failureOf(client.get('runs'))).unavailable).toBe(true);
    await server.restart();
    await usable(client);
    expect(Number(await client.get('runs'))).toBeLessThanOrEqual(1);
    expect(log.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
      'redis connection failed',
      'redis connection restored',
    ]);
  });

  it('does not cut a new connection for what an old one left unanswered', async () => {
    const client = use(openClient(server.url, { ...commandOptions('test'), socketTimeout: 1_000 }));
    await usable(client);
    signal('SIGSTOP');
    const underWay = failureOf(client.incr('n'));
    await server.kill();
    await underWay;
    await server.restart();
    await usable(client);
    let closes = 0;
    client.on('close', () => (closes += 1));
    await sleep(1_200);
    expect(closes).toBe(0);
  });

  it('gives a connection up that turned into a black hole', async () => {
    proxy = await startFreezableProxy(server.port);
    const client = use(createCommandClient(`redis://127.0.0.1:${proxy.port}`, 'test'));
    await usable(client);
    proxy.freeze();
    const { unavailable, afterMs } = await failureOf(client.get('key'));
    expect(unavailable).toBe(true);
    expect(afterMs).toBeLessThan(REFUSAL_LIMIT_MS);
    proxy.thaw();
    expect(await usable(client)).toBe('PONG');
  });

  it('fails at once while a black hole takes the connection', async () => {
    proxy = await startFreezableProxy(server.port);
    proxy.freeze();
    const client = use(createCommandClient(`redis://127.0.0.1:${proxy.port}`, 'test'));
    const { unavailable, afterMs } = await failureOf(client.get('key'));
    expect(unavailable).toBe(true);
    expect(afterMs).toBeLessThan(1_000);
    proxy.thaw();
    expect(await usable(client)).toBe('PONG');
  });

  it('classifies a full, a read-only and a missing server', async () => {
    const client = use(createCommandClient(server.url, 'test'));
    await usable(client);
    await client.config('SET', 'maxmemory', '1');
    expect((await failureOf(client.set('key', 'value'))).unavailable).toBe(true);
    expect(
      (await failureOf(client.eval("return redis.call('set', 'k', 'v')", 0))).unavailable,
    ).toBe(true);
    await client.config('SET', 'maxmemory', '0');
    await client.replicaof('127.0.0.1', '1');
    expect((await failureOf(client.set('key', 'value'))).unavailable).toBe(true);
    await usable(client);
    await client.replicaof('NO', 'ONE');
    expect((await failureOf(client.hset('key', 'value'))).unavailable).toBe(false);
    const nobody = use(createCommandClient('redis://127.0.0.1:1', 'nobody'));
    expect((await failureOf(nobody.ping())).unavailable).toBe(true);
  });

  it('keeps a blocking client waiting through a restart', async () => {
    const blocking = use(createBlockingClient(server.url, 'test-blocking'));
    const client = use(createCommandClient(server.url, 'test'));
    await usable(client);
    const popped = blocking.blpop('list', 30);
    await server.kill();
    await server.restart();
    await usable(client);
    await client.rpush('list', 'item');
    expect(await popped).toEqual(['list', 'item']);
  });

  it('dials anew when a blocking wait ends in a black hole', async () => {
    proxy = await startFreezableProxy(server.port);
    const options = { ...blockingOptions('test-blocking'), socketTimeout: 1_000 };
    const blocking = use(openClient(`redis://127.0.0.1:${proxy.port}`, options));
    await usable(blocking);
    const client = use(createCommandClient(server.url, 'test'));
    await usable(client);
    const popped = blocking.blpop('list', 5);
    proxy.freeze();
    proxy.thaw();
    const item = popped.then((reply) => reply ?? blocking.blpop('list', 5));
    await eventually(() => expect(log.join()).toContain('Socket timeout'), { timeoutMs: 15_000 });
    await client.rpush('list', 'item', 'item');
    expect(await item).toEqual(['list', 'item']);
  });

  it('hears messages again after a restart and after a black hole', async () => {
    proxy = await startFreezableProxy(server.port);
    const options = { ...subscriberOptions('test-sub'), socketTimeout: 300 };
    const subscriber = use(openClient(`redis://127.0.0.1:${proxy.port}`, options));
    keepHeartbeat(subscriber, 200);
    const client = use(createCommandClient(server.url, 'test'));
    const heard: string[] = [];
    subscriber.on('message', (_channel, message: string) => heard.push(message));
    await subscriber.subscribe('news');
    const hears = (message: string) =>
      eventually(
        async () => {
          await client.publish('news', message);
          expect(heard).toContain(message);
        },
        { timeoutMs: 20_000, intervalMs: 100 },
      );
    await hears('first');
    await server.kill();
    await server.restart();
    await hears('after the restart');
    proxy.freeze();
    proxy.thaw();
    await hears('after the black hole');
  });
});
