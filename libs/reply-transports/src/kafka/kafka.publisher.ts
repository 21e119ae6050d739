import { MessagePublisher, type OutgoingMessage } from '../messages/message-publisher.port';
import { within } from '../within';
import type { KafkaClientOptions } from './kafka-client.options';
import { MessageBatcher } from './message-batcher';

const PUBLISH_TIMEOUT_MS = 4_000;

/** Written to all replicas that are in sync. */
const ACKS = -1;

/** Sends to topics of Kafka. A topic that is missing counts as one that is not there yet. */
export class KafkaPublisher extends MessagePublisher {
  private readonly batcher: MessageBatcher;

  constructor(client: KafkaClientOptions) {
    super();
    this.batcher = new MessageBatcher(client, ACKS);
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
    await this.batcher.close();
  }
}
