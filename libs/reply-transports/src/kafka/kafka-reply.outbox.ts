import type { OrderReply } from '@sluice/contracts';
import { type ReplyAddress, ReplyOutbox, writeOrderReply } from '@sluice/replies';
import { within } from '../within';
import type { KafkaClientOptions } from './kafka-client.options';
import { CORRELATION_HEADER } from './kafka-message';
import { MessageBatcher } from './message-batcher';

const SEND_TIMEOUT_MS = 3_000;

/** The leader's word is enough for a hint. */
const ACKS = 1;

/** Writes replies to the topic, and where one is named to the partition, of their address. */
export class KafkaReplyOutbox extends ReplyOutbox {
  private readonly batcher: MessageBatcher;

  constructor(client: KafkaClientOptions) {
    super();
    this.batcher = new MessageBatcher(client, ACKS);
  }

  async send(address: ReplyAddress, reply: OrderReply): Promise<void> {
    await this.sendText(address, writeOrderReply(reply), reply.correlationId);
  }

  /** As {@link send}, of any text. */
  async sendText(address: ReplyAddress, value: string, correlationId: string): Promise<void> {
    const [topic = '', partition] = address.split('/');
    const message = {
      topic,
      value,
      key: correlationId,
      headers: { [CORRELATION_HEADER]: correlationId },
      ...(partition === undefined ? {} : { partition: Number(partition) }),
    };
    await within(SEND_TIMEOUT_MS, this.batcher.send(message), 'sending a reply to Kafka');
  }

  async close(): Promise<void> {
    await this.batcher.close();
  }
}
