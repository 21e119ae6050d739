import { Producer, stringSerializers } from '@platformatic/kafka';
import { MessagePublisher, type OutgoingMessage } from '../messages/message-publisher.port';
import { within } from '../within';
import type { KafkaClientOptions } from './kafka-client.options';
import { MessageBatcher, type TextProducer } from './message-batcher';

const PUBLISH_TIMEOUT_MS = 4_000;
const CLOSE_TIMEOUT_MS = 2_000;

/** Written to all replicas that are in sync. */
const ACKS = -1;

/** Sends to topics of Kafka. A topic that is missing counts as one that is not there yet. */
export class KafkaPublisher extends MessagePublisher {
  private readonly producer: TextProducer;
  private readonly batcher: MessageBatcher;

  constructor(client: KafkaClientOptions) {
    super();
    this.producer = new Producer({ ...client, serializers: stringSerializers, acks: ACKS });
    this.producer.on('error', () => undefined);
    this.batcher = new MessageBatcher(this.producer, ACKS);
  }

  async publish({ destination, body, correlationId, headers }: OutgoingMessage): Promise<void> {
    const message = {
      topic: destination,
      key: correlationId,
      value: body,
      headers: { ...headers },
    };
    await within(PUBLISH_TIMEOUT_MS, this.batcher.send(message), 'publishing to Kafka');
  }

  async close(): Promise<void> {
    const closing = this.producer.close(true);
    await within(CLOSE_TIMEOUT_MS, closing, 'closing a Kafka producer').catch(() => undefined);
  }
}
