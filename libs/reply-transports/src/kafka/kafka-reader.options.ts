import type { KafkaClientOptions } from './kafka-client.options';
import type { KafkaMessage } from './kafka-message';

/** What is read, and who is told. */
export interface KafkaReaderOptions {
  client: KafkaClientOptions;
  groupId: string;
  topic: string;
  /** Never throws. */
  onMessage: (message: KafkaMessage) => void;
  /** The partitions that are this reader's; none while it is not known or the broker is away. */
  onPartitions: (partitions: readonly number[]) => void;
}
