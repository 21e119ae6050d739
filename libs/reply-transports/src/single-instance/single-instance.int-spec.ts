import { createBlockingClient, createCommandClient, processLogger } from '@sluice/platform';
import type { OrderReply } from '@sluice/contracts';
import { describeReplyTransport } from '@sluice/replies/testing';
import type { Redis } from 'ioredis';
import { eventually } from '../../../../test/support/eventually';
import { startRedis, type TestRedis } from '../../../../test/support/redis-server';
import { INSTANCE_LOCK, REPLY_LIST } from './single-instance-keys';
import { SINGLE_INSTANCE_CAPABILITIES, SingleInstanceInbox } from './single-instance.inbox';
import { SingleInstanceOutbox } from './single-instance.outbox';

const inboxAt = (url: string) =>
  new SingleInstanceInbox(
    {
      blocking: () => createBlockingClient(url, 'list'),
      command: () => createCommandClient(url, 'lock'),
    },
    processLogger(),
  );

async function connected(client: Redis): Promise<Redis> {
  await eventually(() => expect(client.status).toBe('ready'), { timeoutMs: 10_000 });
  return client;
}

describeReplyTransport('single-instance', SINGLE_INSTANCE_CAPABILITIES, async () => {
  const redis = await startRedis();
  const control = await connected(createCommandClient(redis.url, 'rig'));
  return {
    createInbox: () => inboxAt(redis.url),
    createOutbox: async () =>
      new SingleInstanceOutbox(await connected(createCommandClient(redis.url, 'worker'))),
    inject: async (_address, text) => {
      await control.rpush(REPLY_LIST, text);
    },
    crash: () => undefined,
    async restartBroker() {
      await redis.kill();
      await redis.restart();
    },
    leftovers: () => control.keys('*'),
    async stop() {
      control.disconnect();
      await redis.stop();
    },
  };
});

describe('single-instance with two gateways', () => {
  let redis: TestRedis;
  let control: Redis;
  let outbox: SingleInstanceOutbox;

  beforeAll(async () => {
    redis = await startRedis();
    control = await connected(createCommandClient(redis.url, 'control'));
    outbox = new SingleInstanceOutbox(await connected(createCommandClient(redis.url, 'worker')));
  });
  afterAll(async () => {
    control.disconnect();
    await outbox.close();
    await redis.stop();
  });

  const reply: OrderReply = {
    v: 1,
    orderId: '00000000-0000-4000-8000-000000000001',
    correlationId: 'first',
    status: 'completed',
  };

  it('refuses the second one in words that help, until the first has gone', async () => {
    const [first, second] = [inboxAt(redis.url), inboxAt(redis.url)];
    await first.open(() => undefined);
    await expect(second.open(() => undefined)).rejects.toThrow(/redis-pubsub/);
    expect([first.ready, second.ready]).toEqual([true, false]);
    await first.close();
    await second.open(() => undefined);
    expect(second.ready).toBe(true);
    await second.close();
  });

  it('loses replies to the wrong gateway once both read: why there is a lock', async () => {
    const taken = { first: 0, second: 0 };
    const first = inboxAt(redis.url);
    const second = inboxAt(redis.url);
    await first.open(() => void (taken.first += 1));
    await control.del(INSTANCE_LOCK);
    await second.open(() => void (taken.second += 1));
    for (let nth = 0; nth < 20; nth += 1) {
      await outbox.send(first.addressFor(), reply);
      await eventually(() => expect(taken.first + taken.second).toBe(nth + 1));
    }
    expect(taken.second).toBeGreaterThan(0);
    // The first one notices at its next heartbeat and steps back.
    await eventually(() => expect(first.ready).toBe(false), { timeoutMs: 10_000 });
    expect(second.ready).toBe(true);
    const before = taken.second;
    for (let nth = 0; nth < 10; nth += 1) await outbox.send(first.addressFor(), reply);
    await eventually(() => expect(taken.second).toBe(before + 10));
    await Promise.all([first.close(), second.close()]);
    expect(await control.keys('*')).toEqual([]);
  });
});
