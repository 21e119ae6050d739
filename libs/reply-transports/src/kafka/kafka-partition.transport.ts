import { randomInt } from 'node:crypto';
import type { ReplyAddress } from '@sluice/replies';
import type { ReplyTransport } from '../reply-transport';
import { kafkaClientOptions, type KafkaClientOptions } from './kafka-client.options';
import { KafkaInbox } from './kafka.inbox';
import { KafkaReplyOutbox } from './kafka-reply.outbox';
import { KAFKA_REPLY_TOPICS } from './kafka-reply-topics';
import type { KafkaTopic } from './kafka-topic';

const CAPABILITIES = {
  crossesProcesses: true,
  fansOut: false,
  needsAssignment: true,
  survivesRestart: false,
  needsCleanUp: true,
};

const GROUP_ID = 'sluice-replies';

/**
 * All gateways are one consumer group; each has replies sent to one of the partitions that are
 * assigned to it. Every reply is delivered once. But a gateway that comes or goes makes the broker
 * assign anew, and replies on their way to a partition that changed hands reach somebody else: their
 * callers get 202 and ask later.
 */
export class KafkaPartitionInbox extends KafkaInbox {
  readonly capabilities = CAPABILITIES;
  private chosen: number | undefined;

  constructor(client: KafkaClientOptions, topic: KafkaTopic = KAFKA_REPLY_TOPICS.partition) {
    super(client, topic, GROUP_ID);
  }

  /** @throws Error while no partition is ours */
  addressFor(): ReplyAddress {
    const { partitions } = this;
    if (partitions.length === 0) throw new Error('Kafka has assigned no partition for replies');
    if (this.chosen === undefined || !partitions.includes(this.chosen)) {
      this.chosen = partitions[randomInt(partitions.length)];
    }
    return `${this.topic.name}/${this.chosen}`;
  }

  release(): void {
    // The partition is the gateway's, not the caller's.
  }

  protected wants(): boolean {
    return true;
  }
}

/** `kafka-partition`. */
export const KAFKA_PARTITION: ReplyTransport = {
  capabilities: CAPABILITIES,
  createInbox: ({ kafkaBrokers, clientName }) =>
    new KafkaPartitionInbox(kafkaClientOptions(kafkaBrokers, clientName)),
  createOutbox: ({ kafkaBrokers, clientName }) =>
    new KafkaReplyOutbox(kafkaClientOptions(kafkaBrokers, clientName)),
};
