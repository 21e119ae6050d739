import { randomBytes } from 'node:crypto';
import { createCommandClient, createSubscriberClient } from '@sluice/platform';
import { type ReplyAddress, ReplyInbox, type ReplyListener } from '@sluice/replies';
import type { Redis } from 'ioredis';
import type { ReplyTransport } from '../reply-transport';
import { RedisReplyOutbox } from './redis-reply.outbox';
import { replyChannel } from './reply-channels';
import { ReplySubscription } from './reply-subscription';

const CAPABILITIES = {
  crossesProcesses: true,
  fansOut: false,
  needsAssignment: false,
  survivesRestart: false,
  needsCleanUp: false,
};

/** One channel per gateway instance: a single subscription, whatever the number of callers. */
export class RedisPubsubInbox extends ReplyInbox {
  readonly capabilities = CAPABILITIES;
  private readonly address: ReplyAddress = `g-${randomBytes(9).toString('hex')}`;
  private readonly subscription: ReplySubscription;

  /** @param connect makes a subscriber client */
  constructor(connect: () => Redis) {
    super();
    this.subscription = new ReplySubscription(connect, [replyChannel(this.address)]);
  }

  get ready(): boolean {
    return this.subscription.ready;
  }

  open(listener: ReplyListener): Promise<void> {
    return this.subscription.open(listener);
  }

  addressFor(): ReplyAddress {
    return this.address;
  }

  release(): void {
    // The channel is the instance's, not the caller's.
  }

  close(): Promise<void> {
    return this.subscription.close();
  }
}

/** `redis-pubsub`, the default. */
export const REDIS_PUBSUB: ReplyTransport = {
  capabilities: CAPABILITIES,
  createInbox: ({ redisUrl, clientName }) =>
    new RedisPubsubInbox(() => createSubscriberClient(redisUrl, `${clientName}-replies`)),
  createOutbox: ({ redisUrl, clientName }) =>
    new RedisReplyOutbox(createCommandClient(redisUrl, `${clientName}-replies`)),
};
