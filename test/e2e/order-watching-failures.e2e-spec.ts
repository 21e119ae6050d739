import { connect, type Socket } from 'node:net';
import { Redis } from 'ioredis';
import { type Stack, startStack } from '../../scripts/stack/stack.ts';
import { eventually } from '../support/eventually';
import { EventClient } from './event-client';
import { newOrder, send } from './http-client';

let stack: Stack;
let taking: string;
let watching: string;

beforeEach(async () => {
  stack = await startStack({ gateways: 2, workers: 0 });
  [taking = '', watching = ''] = stack.gatewayUrls;
}, 60_000);

afterEach(() => stack.stop(), 30_000);

async function queued(): Promise<string> {
  const answer = await send('POST', `${taking}/v1/orders/async`, newOrder());
  expect(answer.status).toBe(202);
  return answer.headers.get('location')!;
}

async function openedOn(gateway: string, path: string): Promise<EventClient> {
  const client = await EventClient.open(`${gateway}${path}/events`);
  await eventually(() => expect(client.statuses).toEqual(['queued']));
  return client;
}

describe('a gateway that shuts down', () => {
  it('ends streams and long polls at once, so that clients go elsewhere', async () => {
    const path = await queued();
    const client = await openedOn(watching, path);
    const held = send('GET', `${watching}${path}`, undefined, { prefer: 'wait=30' });
    await eventually(async () => {
      const metrics = await (await fetch(`${watching}/metrics`)).text();
      expect(metrics).toMatch(/^sluice_long_polls\{.*\} 1$/m);
    });
    const startedAtMs = performance.now();
    await stack.service('gateway-2').stop();
    expect(performance.now() - startedAtMs).toBeLessThan(7_000);
    await client.ended();
    expect(await held).toMatchObject({ status: 200, body: { status: 'queued' } });
    const elsewhere = await openedOn(taking, path);
    await send('DELETE', `${taking}${path}`);
    await elsewhere.ended();
  });
});

describe('Redis away', () => {
  it('keeps streams open and tells afterwards; new ones are refused within 3 s', async () => {
    const path = await queued();
    const client = await openedOn(watching, path);
    const redis = stack.service('redis');
    redis.kill('SIGSTOP');
    const askedAtMs = performance.now();
    const refused = await Promise.all([
      send('GET', `${watching}${path}/events`),
      send('GET', `${watching}${path}`, undefined, { prefer: 'wait=10' }),
      send('GET', `${watching}/v1/orders?orderNumber=a`),
    ]);
    expect(performance.now() - askedAtMs).toBeLessThan(3_000);
    for (const answer of refused) {
      expect(answer).toMatchObject({ status: 503, body: { code: 'queue-unavailable' } });
    }
    redis.kill('SIGKILL');
    await redis.ended();
    expect(client.hasEnded).toBe(false);
    await redis.start();
    await eventually(async () => {
      expect((await send('DELETE', `${taking}${path}`)).status).toBe(200);
    });
    await client.ended();
    expect(client.statuses).toEqual(['queued', 'cancelled']);
  });
});

describe('a reader that reads nothing', () => {
  let redis: Redis;
  let socket: Socket;

  beforeEach(() => (redis = new Redis(stack.redisUrl)));

  afterEach(async () => {
    socket.destroy();
    await redis.quit();
  });

  it('is cut off when the connection takes no more', async () => {
    const path = await queued();
    const key = `{sluice:0}:order:${path.split('/').pop()!.slice(6)}`;
    await makeLarge(key);
    socket = await unreadStream(`${path}/events`);
    await eventually(
      async () => {
        await change(key);
        expect(await watchers()).toBe(0);
      },
      { timeoutMs: 25_000 },
    );
  });

  /** No order is as large as that; it takes many small ones to fill what the system buffers. */
  async function makeLarge(key: string): Promise<void> {
    const words = (await redis.hget(key, 'd'))!.split(' ');
    words[4] = 'x'.repeat(500_000);
    await redis.hset(key, 'd', words.join(' '));
  }

  async function change(key: string): Promise<void> {
    const revision = await redis.hincrby(key, 'v', 1);
    await redis.publish(key.replace(':order:', ':order-changed:'), String(revision));
  }

  async function watchers(): Promise<number> {
    const metrics = await (await fetch(`${watching}/metrics`)).text();
    return Number(/^sluice_event_watchers\{.*\} (\d+)$/m.exec(metrics)?.[1]);
  }

  async function unreadStream(path: string): Promise<Socket> {
    const { hostname, port } = new URL(watching);
    const reader = connect(Number(port), hostname);
    reader.on('error', () => undefined);
    reader.pause();
    reader.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
    await eventually(async () => expect(await watchers()).toBe(1));
    return reader;
  }
});
