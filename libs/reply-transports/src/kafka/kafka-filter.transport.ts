import { randomBytes } from 'node:crypto';
import type { ReplyAddress } from '@sluice/replies';
import type { ReplyTransport } from '../reply-transport';
import { kafkaClientOptions, type KafkaClientOptions } from './kafka-client.options';
import { CORRELATION_HEADER, type KafkaMessage } from './kafka-message';
import { KafkaInbox } from './kafka.inbox';
import { KafkaReplyOutbox } from './kafka-reply.outbox';
import { KAFKA_REPLY_TOPICS } from './kafka-reply-topics';

const CAPABILITIES = {
  crossesProcesses: true,
  fansOut: true,
  needsAssignment: false,
  survivesRestart: false,
  needsCleanUp: true,
};

/**
 * Every gateway is a consumer group of its own and so is delivered every reply; by a header it drops
 * those that nobody here waits for. Nothing can be assigned wrongly; the price is that each reply is
 * delivered as often as there are gateways.
 */
export class KafkaFilterInbox extends KafkaInbox {
  readonly capabilities = CAPABILITIES;
  private readonly waitedFor = new Set<string>();

  constructor(client: KafkaClientOptions) {
    super(client, KAFKA_REPLY_TOPICS.filter, `sluice-replies-${randomBytes(9).toString('hex')}`);
  }

  addressFor(correlationId: string): ReplyAddress {
    this.waitedFor.add(correlationId);
    return this.topic.name;
  }

  release(correlationId: string): void {
    this.waitedFor.delete(correlationId);
  }

  protected wants({ headers }: KafkaMessage): boolean {
    return this.waitedFor.has(headers.get(CORRELATION_HEADER) ?? '');
  }
}

/** `kafka-filter`. */
export const KAFKA_FILTER: ReplyTransport = {
  capabilities: CAPABILITIES,
  createInbox: ({ kafkaBrokers, clientName }) =>
    new KafkaFilterInbox(kafkaClientOptions(kafkaBrokers, clientName)),
  createOutbox: ({ kafkaBrokers, clientName }) =>
    new KafkaReplyOutbox(kafkaClientOptions(kafkaBrokers, clientName)),
};
