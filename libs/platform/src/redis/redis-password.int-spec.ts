import { Redis } from 'ioredis';
import { eventually } from '../../../../test/support/eventually';
import { changePassword } from '../../../../test/support/redis-password';
import { startRedis, type TestRedis } from '../../../../test/support/redis-server';
import { createLogger } from '../logging/pino-logger';
import { closeClient } from './close-client';
import { createBlockingClient, createCommandClient, createSubscriberClient } from './redis-clients';
import { isRedisUnavailable } from './redis-unavailable';

/** Dialling in a row without a pause makes hundreds. */
const MOST_DIALS = 8;
const REFUSED_MS = 1_500;

describe('Redis clients whose password is refused', () => {
  let server: TestRedis;
  let admin: Redis;
  let client: Redis;
  let dials: number;
  let readies: number;
  const log: string[] = [];

  beforeEach(async () => {
    createLogger('test', 'info', { write: (line: string) => void log.push(line) });
    server = await startRedis();
    admin = new Redis(server.url);
    await changePassword(admin, 'first-s3cret');
  });

  afterEach(async () => {
    await closeClient(client, 100);
    admin.disconnect();
    await server.stop();
    expect(log.join()).not.toContain('s3cret');
  });

  async function connected(create: typeof createCommandClient): Promise<void> {
    client = create(server.url.replace('//', '//:first-s3cret@'), 'test');
    [dials, readies] = [0, 0];
    client.on('reconnecting', () => (dials += 1));
    client.on('ready', () => (readies += 1));
    await eventually(() => expect(client.status).toBe('ready'));
  }

  /** Refuses the client for a while, in which it must not call itself ready. */
  async function refusedForAWhile(): Promise<void> {
    await changePassword(admin, 'second-s3cret');
    const untilMs = performance.now() + REFUSED_MS;
    await eventually(() => expect(performance.now()).toBeGreaterThan(untilMs));
    expect(readies).toBe(1);
    expect(dials).toBeGreaterThan(1);
    expect(dials).toBeLessThanOrEqual(MOST_DIALS);
    await changePassword(admin, 'first-s3cret');
  }

  it('fail commands as in any outage, and carry them out again', async () => {
    await connected(createCommandClient);
    const refused = refusedForAWhile();
    await eventually(async () => {
      const error: unknown = await client.ping().catch((reason: unknown) => reason);
      expect(isRedisUnavailable(error)).toBe(true);
    });
    await refused;
    await eventually(() => client.ping());
  });

  it('renew their subscriptions once they are served', async () => {
    await connected(createSubscriberClient);
    const heard: string[] = [];
    client.on('message', (_channel, text: string) => heard.push(text));
    await client.subscribe('news');
    await refusedForAWhile();
    await eventually(async () => {
      await admin.publish('news', 'again');
      expect(heard).toContain('again');
    });
  });

  it('wait in vain for a list, and then again', async () => {
    await connected(createBlockingClient);
    const popped = client.blpop('list', 30).catch((reason: unknown) => reason);
    await refusedForAWhile();
    await eventually(() => expect(client.status).toBe('ready'));
    await admin.rpush('list', 'one', 'two');
    const first = await popped;
    if (first instanceof Error) expect(isRedisUnavailable(first)).toBe(true);
    expect(await client.blpop('list', 5)).not.toBeNull();
  });
});
