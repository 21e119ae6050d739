import type { OrderReply } from '@sluice/contracts';
import { closeClient } from '@sluice/platform';
import { type ReplyAddress, ReplyOutbox, writeOrderReply } from '@sluice/replies';
import type { Redis } from 'ioredis';
import { REPLY_LIST } from './single-instance-keys';

/** Longer than any caller is held; then nobody needs the reply. */
const KEPT_MS = 60_000;
const MOST_KEPT = 20_000;

/** Puts replies into the one list; bounded in number and time, should nobody read it. */
export class SingleInstanceOutbox extends ReplyOutbox {
  constructor(private readonly client: Redis) {
    super();
  }

  async send(_address: ReplyAddress, reply: OrderReply): Promise<void> {
    const replies = await this.client
      .pipeline()
      .rpush(REPLY_LIST, writeOrderReply(reply))
      .ltrim(REPLY_LIST, -MOST_KEPT, -1)
      .pexpire(REPLY_LIST, KEPT_MS)
      .exec();
    const [error] = replies?.[0] ?? [new Error('the reply was not taken')];
    if (error) throw error;
  }

  async close(): Promise<void> {
    await closeClient(this.client);
  }
}
