import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { type Stack, startStack } from '../../scripts/stack/stack.ts';
import { bearer, createKeyFile, type KeyFile } from '../support/api-keys';
import { eventually } from '../support/eventually';
import { startRedis, type TestRedis } from '../support/redis-server';
import { newOrder } from './http-client';

const SECRETS = {
  clientKey: 'canary-client-key-5b1c',
  otherKey: 'canary-other-key-31d0',
  opsKey: 'canary-ops-key-77aa',
  unknownKey: 'canary-unknown-key-90fe',
  redisPassword: 'canary%2Dredis%20password',
  redisPasswordDecoded: 'canary-redis password',
  callbackSecret: 'whsec_Y2FuYXJ5LWNhbGxiYWNrLXNlY3JldC0x',
  secondCallbackSecret: 'whsec_Y2FuYXJ5LWNhbGxiYWNrLXNlY3JldC0y',
};

let redis: TestRedis;
let admin: Redis;
let monitor: Redis;
let keyFile: KeyFile;
let stack: Stack;
const answers: string[] = [];
const commands: string[] = [];

beforeAll(async () => {
  redis = await startRedis();
  admin = new Redis(redis.url);
  // Before there is a password: connections that are open then stay authenticated.
  monitor = await admin.monitor();
  await admin.config('SET', 'requirepass', SECRETS.redisPasswordDecoded);
  monitor.on('monitor', (_time: string, args: string[]) => commands.push(args.join(' ')));
  keyFile = await createKeyFile([
    { client: 'acme', key: SECRETS.clientKey, roles: ['client'] },
    { client: 'other', key: SECRETS.otherKey, roles: ['client'] },
    { client: 'operator', key: SECRETS.opsKey, roles: ['ops'] },
  ]);
  stack = await startStack({
    redisUrl: redis.url.replace('//', `//:${SECRETS.redisPassword}@`),
    env: {
      LOG_LEVEL: 'debug',
      API_KEYS_FILE: keyFile.path,
      QUOTA_REQUESTS: '40',
      CALLBACK_SECRET: `${SECRETS.callbackSecret} ${SECRETS.secondCallbackSecret}`,
      CALLBACK_ALLOW_PRIVATE: 'true',
    },
  });
}, 60_000);

afterAll(async () => {
  await stack.stop();
  monitor.disconnect();
  admin.disconnect();
  await redis.stop();
  await keyFile.remove();
}, 30_000);

async function call(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: unknown,
): Promise<string> {
  const init = {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
  const answer = await fetch(`${stack.gatewayUrls[0]}${path}`, init);
  const text = await answer.text();
  answers.push(JSON.stringify([...answer.headers]) + text);
  return text;
}

const client = bearer(SECRETS.clientKey);
const ops = bearer(SECRETS.opsKey);

/** Every call once and every kind of refusal, with keys in places where they do not belong, too. */
async function exerciseEverything(): Promise<void> {
  const callbackUrl = `${stack.backendUrl}/nowhere`;
  const taken = await call('POST', '/v1/orders/async', client, newOrder({ callbackUrl }));
  const { id } = JSON.parse(taken) as { id: string };
  await call('POST', '/v1/orders/sync', client, newOrder());
  await call('POST', '/v1/orders', { ...client, prefer: 'wait=1' }, newOrder());
  await call('POST', '/v1/orders/batch', client, { orders: [newOrder(), { a: 1 }] });
  await call('GET', `/v1/orders/${id}`, client);
  await call('DELETE', `/v1/orders/${id}`, client);
  await call('POST', '/v1/orders/async', bearer(SECRETS.unknownKey), newOrder());
  await call('POST', '/v1/orders/async', { authorization: SECRETS.clientKey }, newOrder());
  await call('POST', '/v1/orders/async', ops, newOrder());
  await call('POST', '/v1/orders/async', client, '{"broken');
  await call('POST', '/v1/orders/async', client, newOrder({ quantity: {} }));
  await call('GET', '/v1/queues', { ...ops, 'x-correlation-id': `${SECRETS.unknownKey}/` });
  for (const action of ['pause', 'resume']) await call('POST', `/v1/queues/orders/${action}`, ops);
  await call('GET', '/v1/queues/orders/dead-letters', ops);
  for (const path of ['/health', '/health/ready', '/docs', '/nowhere']) await call('GET', path);
  for (let i = 0; i < 45; i++) await call('POST', '/v1/orders/async', client, newOrder());
}

/** Redis cuts everybody off and hangs; the keys become unreadable. */
async function exerciseTrouble(): Promise<void> {
  await cutOff();
  process.kill(redis.pid()!, 'SIGSTOP');
  const other = bearer(SECRETS.otherKey);
  expect(await call('POST', '/v1/orders/async', other, newOrder())).toContain('"status":503');
  expect(await call('GET', '/health')).toContain('"status":503');
  await call('GET', '/v1/queues', ops);
  process.kill(redis.pid()!, 'SIGCONT');
  await keyFile.write(`[{"client":"x","sha256":"${SECRETS.unknownKey}"}]`);
  await eventually(() => expect(logs().includes('API_KEYS_FILE is bad')).toBe(true));
  const isReady = async () => expect(await call('GET', '/health/ready')).not.toContain('503');
  await eventually(isReady, { timeoutMs: 15_000 });
}

/** Every connection of the apps, but not those of this test. */
async function cutOff(): Promise<void> {
  const list = (await admin.client('LIST')) as string;
  const others = list.split('\n').filter((line) => /name=\S/.test(line));
  const ids = others.map((line) => /^id=(\d+)/.exec(line)?.[1] ?? '');
  await Promise.all(ids.map((id) => admin.client('KILL', 'ID', id)));
}

function logs(): string {
  const folder = join(stack.dataDir, 'logs');
  return readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
}

async function metrics(): Promise<string> {
  const urls = [...stack.gatewayUrls, ...stack.workerUrls, stack.backendUrl];
  const texts = urls.map(async (url) => (await fetch(`${url}/metrics`)).text());
  return (await Promise.all(texts)).join('\n');
}

describe('secrets', () => {
  it('are nowhere to be found after everything has happened', async () => {
    await exerciseEverything();
    await exerciseTrouble();
    const places = {
      logs: logs(),
      answers: answers.join('\n'),
      metrics: await metrics(),
      redis: commands.join('\n'),
    };
    expect(commands.length).toBeGreaterThan(50);
    expect(answers.length).toBeGreaterThan(60);
    expect(places.logs).toContain('operator paused the queue');
    for (const [place, text] of Object.entries(places)) {
      const found = Object.entries(SECRETS).filter(([, secret]) => text.includes(secret));
      expect([place, found.map(([name]) => name)]).toEqual([place, []]);
    }
  }, 60_000);
});
