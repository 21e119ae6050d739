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

/**
 * A channel per caller: Redis itself finds the one who waits, at the price of subscribing before
 * each order and unsubscribing after it.
 */
export class RedisChannelInbox extends ReplyInbox {
  readonly capabilities = CAPABILITIES;
  private readonly subscription: ReplySubscription;

  /** @param connect makes a subscriber client */
  constructor(connect: () => Redis) {
    super();
    this.subscription = new ReplySubscription(connect, []);
  }

  get ready(): boolean {
    return this.subscription.ready;
  }

  open(listener: ReplyListener): Promise<void> {
    return this.subscription.open(listener);
  }

  async addressFor(correlationId: string): Promise<ReplyAddress> {
    const address = addressOf(correlationId);
    await this.subscription.subscribe(replyChannel(address));
    return address;
  }

  release(correlationId: string): void {
    this.subscription.unsubscribe(replyChannel(addressOf(correlationId)));
  }

  close(): Promise<void> {
    return this.subscription.close();
  }
}

const addressOf = (correlationId: string): ReplyAddress => `c-${correlationId}`;

/** `redis-channel`. */
export const REDIS_CHANNEL: ReplyTransport = {
  capabilities: CAPABILITIES,
  createInbox: ({ redisUrl, clientName }) =>
    new RedisChannelInbox(() => createSubscriberClient(redisUrl, `${clientName}-replies`)),
  createOutbox: ({ redisUrl, clientName }) =>
    new RedisReplyOutbox(createCommandClient(redisUrl, `${clientName}-replies`)),
};
