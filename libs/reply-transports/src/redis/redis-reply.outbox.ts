import type { OrderReply } from '@sluice/contracts';
import { closeClient } from '@sluice/platform';
import { type ReplyAddress, ReplyOutbox, writeOrderReply } from '@sluice/replies';
import type { Redis } from 'ioredis';
import { replyChannel } from './reply-channels';

/** Publishes replies on the channels of Redis; nobody listening is no error. */
export class RedisReplyOutbox extends ReplyOutbox {
  constructor(private readonly client: Redis) {
    super();
  }

  async send(address: ReplyAddress, reply: OrderReply): Promise<void> {
    await this.client.publish(replyChannel(address), writeOrderReply(reply));
  }

  async close(): Promise<void> {
    await closeClient(this.client);
  }
}
