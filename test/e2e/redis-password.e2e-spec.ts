import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { type Stack, startStack } from '../../scripts/stack/stack.ts';
import { eventually } from '../support/eventually';
import { changePassword } from '../support/redis-password';
import { startRedis, type TestRedis } from '../support/redis-server';
import { EventClient } from './event-client';
import { newOrder, send } from './http-client';

const REFUSAL_LIMIT_MS = 3_000;
const RECOVERY = { timeoutMs: 15_000 };

const CASES = [
  { title: 'that is not theirs any more', own: 'first-s3cret' },
  { title: 'that they were not told of', own: '' },
];

describe.each(CASES)('a Redis with a password $title', ({ own }) => {
  let server: TestRedis;
  let admin: Redis;
  let stack: Stack;
  let gateway: string;

  beforeEach(async () => {
    server = await startRedis();
    admin = new Redis(server.url);
    await changePassword(admin, own);
    const redisUrl = own === '' ? server.url : server.url.replace('//', `//:${own}@`);
    stack = await startStack({ redisUrl, gateways: 2 });
    gateway = stack.gatewayUrls[0]!;
  }, 60_000);

  afterEach(async () => {
    await stack.stop();
    admin.disconnect();
    await server.stop();
  }, 30_000);

  const command = (name: string) => send('POST', `${gateway}/v1/queues/orders/${name}`);
  const log = (name: string) => readFileSync(stack.service(name).spec.logFile, 'utf8');
  const running = () => stack.services.filter((it) => it.running).map(({ name }) => name);

  async function completesAnOrder(): Promise<void> {
    const answer = await send('POST', `${gateway}/v1/orders`, newOrder(), { prefer: 'wait=5' });
    expect(answer).toMatchObject({ status: 200, body: { status: 'completed' } });
  }

  async function watchedInAPausedQueue(): Promise<EventClient> {
    await command('pause');
    const queued = await send('POST', `${gateway}/v1/orders/async`, newOrder());
    const events = await EventClient.open(`${gateway}${queued.headers.get('location')}/events`);
    await eventually(() => expect(events.statuses).toEqual(['queued']));
    return events;
  }

  async function refusesInTimeFor(periodMs: number): Promise<void> {
    const untilMs = performance.now() + periodMs;
    while (performance.now() < untilMs) {
      const askedAtMs = performance.now();
      const refused = await send('POST', `${gateway}/v1/orders/async`, newOrder());
      expect(performance.now() - askedAtMs).toBeLessThan(REFUSAL_LIMIT_MS);
      expect(refused).toMatchObject({ status: 503, body: { code: 'queue-unavailable' } });
      await sleep(50);
    }
  }

  async function startAnew(names: string[]): Promise<void> {
    const services = names.map((name) => stack.service(name));
    await Promise.all(services.map((service) => service.stop()));
    await Promise.all(services.map((service) => service.start()));
  }

  it('is an outage like any other, also to who starts meanwhile', async () => {
    await completesAnOrder();
    const events = await watchedInAPausedQueue();
    const all = running();
    await changePassword(admin, 'changed-s3cret');
    await refusesInTimeFor(2_000);
    expect(running()).toEqual(all);

    const starting = startAnew(['gateway-2', 'order-worker']);
    await refusesInTimeFor(4_000);
    await changePassword(admin, own);
    await starting;
    await eventually(async () => {
      expect((await command('resume')).body).toMatchObject({ workers: [{ paused: false }] });
    }, RECOVERY);
    await events.ended();
    expect(events.statuses.at(-1)).toBe('completed');
    await eventually(completesAnOrder, RECOVERY);
    expect(running()).toEqual(all);
    for (const name of ['gateway-1', 'gateway-2', 'order-worker']) {
      expect(log(name)).toContain('redis connection failed');
      expect(log(name)).not.toContain('s3cret');
    }
  }, 60_000);
});
