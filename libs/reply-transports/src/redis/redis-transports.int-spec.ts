import { createCommandClient, createSubscriberClient } from '@sluice/platform';
import type { ReplyInbox } from '@sluice/replies';
import { describeReplyTransport, type ReplyRig } from '@sluice/replies/testing';
import type { Redis } from 'ioredis';
import { eventually } from '../../../../test/support/eventually';
import { startRedis } from '../../../../test/support/redis-server';
import { RedisChannelInbox, REDIS_CHANNEL } from './redis-channel.transport';
import { RedisPubsubInbox, REDIS_PUBSUB } from './redis-pubsub.transport';
import { RedisReplyOutbox } from './redis-reply.outbox';
import { replyChannel } from './reply-channels';

describeReplyTransport('redis-pubsub', REDIS_PUBSUB.capabilities, () => rigOf(RedisPubsubInbox));
describeReplyTransport('redis-channel', REDIS_CHANNEL.capabilities, () => rigOf(RedisChannelInbox));

async function rigOf(Inbox: new (connect: () => Redis) => ReplyInbox): Promise<ReplyRig> {
  const redis = await startRedis();
  const control = createCommandClient(redis.url, 'rig');
  const clients = new Map<ReplyInbox, Redis[]>();
  await connected(control);
  return {
    createInbox() {
      const own: Redis[] = [];
      const inbox: ReplyInbox = new Inbox(() => {
        const client = createSubscriberClient(redis.url, 'gateway-replies');
        own.push(client);
        return client;
      });
      clients.set(inbox, own);
      return inbox;
    },
    async createOutbox() {
      const client = createCommandClient(redis.url, 'worker-replies');
      await connected(client);
      return new RedisReplyOutbox(client);
    },
    inject: async (address, text) => {
      await control.publish(replyChannel(address), text);
    },
    crash: (inbox) => clients.get(inbox)?.forEach((client) => client.disconnect()),
    async restartBroker() {
      await redis.kill();
      await redis.restart();
    },
    leftovers: async () => [
      ...((await control.pubsub('CHANNELS')) as string[]),
      ...(await control.keys('*')),
    ],
    async stop() {
      control.disconnect();
      await redis.stop();
    },
  };
}

async function connected(client: Redis): Promise<void> {
  await eventually(() => expect(client.status).toBe('ready'), { timeoutMs: 10_000 });
}
