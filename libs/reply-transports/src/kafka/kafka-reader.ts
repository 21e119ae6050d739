import { AgainUntilEnded } from './again-until-ended';
import { createKafkaConsumer, type KafkaConsumer } from './kafka-consumer';
import type { KafkaReaderOptions } from './kafka-reader.options';
import { KafkaReading } from './kafka-reading';

const RETRY_PAUSE_MS = 250;

/**
 * How long a member that vanished keeps its share: what is sent there meanwhile nobody reads. Less is
 * refused by brokers as they come.
 */
const SESSION_TIMEOUT_MS = 6_000;
const REQUEST_TIMEOUT_MS = 15_000;

/**
 * Reads a topic from its end, for as long as it is wanted: a reader that fell over, whatever the
 * reason, is replaced by a new one. What was written while none stood is not read any more; nobody
 * waits for it.
 */
export class KafkaReader {
  private readonly reading: AgainUntilEnded;
  private consumer: KafkaConsumer | undefined;

  constructor(private readonly options: KafkaReaderOptions) {
    this.reading = new AgainUntilEnded(() => this.readUntilItBreaks(), RETRY_PAUSE_MS);
  }

  /** Leaves the group. Idempotent, never rejects. */
  async close(): Promise<void> {
    await this.reading.end(() => this.consumer?.close(true));
  }

  private async readUntilItBreaks(): Promise<void> {
    const consumer = this.createConsumer();
    this.consumer = consumer;
    try {
      const reading = new KafkaReading(consumer, this.options);
      await reading.begin();
      await reading.broken;
    } finally {
      this.options.onPartitions([]);
      await consumer.close(true).catch(() => undefined);
    }
  }

  private createConsumer(): KafkaConsumer {
    const { client, groupId } = this.options;
    return createKafkaConsumer(client, {
      groupId,
      sessionTimeoutMs: SESSION_TIMEOUT_MS,
      requestTimeoutMs: REQUEST_TIMEOUT_MS,
    });
  }
}
