import type { MessagesStream } from '@platformatic/kafka';
import { AgainUntilEnded } from './again-until-ended';
import { kafkaClientOptions, type KafkaClientOptions } from './kafka-client.options';
import { createKafkaConsumer, type KafkaConsumer } from './kafka-consumer';
import type { KafkaMessage } from './kafka-message';
import type { KafkaSubmissionsOptions } from './kafka-submissions.options';
import { ensureKafkaTopic } from './kafka-topic';

type SubmissionsStream = MessagesStream<Buffer, Buffer, string, string>;

const PARTITIONS = 12;
const KEPT_FOR_MS = 7 * 86_400_000;
const SESSION_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 20_000;
const MOST_AT_ONCE = 64;
const RETRY_PAUSE_MS = 500;

/**
 * One of several readers of a topic, each with its share of the partitions. Messages are handled many
 * at a time, and their offsets committed when all before them are done: what was not, comes again, to
 * whoever has the partition then.
 */
export class KafkaSubmissions {
  private readonly client: KafkaClientOptions;
  private readonly reading: AgainUntilEnded;
  private stream: SubmissionsStream | undefined;

  constructor(private readonly options: KafkaSubmissionsOptions) {
    this.client = kafkaClientOptions(options.brokers, options.clientName);
    this.reading = new AgainUntilEnded((signal) => this.tryToRead(signal), RETRY_PAUSE_MS);
  }

  /** Finishes what is under way and leaves the group. Idempotent, never rejects. */
  async close(): Promise<void> {
    await this.reading.end(() => this.stream?.close());
  }

  private async tryToRead(signal: AbortSignal): Promise<void> {
    try {
      await this.readUntilItBreaks(signal);
    } catch (error) {
      if (!signal.aborted) this.options.onTrouble((error as Error).message);
    }
  }

  private async readUntilItBreaks(signal: AbortSignal): Promise<void> {
    await this.ensureTopics();
    const consumer = createKafkaConsumer(this.client, {
      groupId: this.options.groupId,
      sessionTimeoutMs: SESSION_TIMEOUT_MS,
      requestTimeoutMs: REQUEST_TIMEOUT_MS,
    });
    try {
      await this.consume(consumer, signal);
    } finally {
      this.stream = undefined;
      await consumer.close(true).catch(() => undefined);
    }
  }

  private async ensureTopics(): Promise<void> {
    const { topic, deadLetterTopic } = this.options;
    const retentionMs = KEPT_FOR_MS;
    await ensureKafkaTopic(this.client, { name: topic, partitions: PARTITIONS, retentionMs });
    await ensureKafkaTopic(this.client, { name: deadLetterTopic, partitions: 1, retentionMs });
  }

  private async consume(consumer: KafkaConsumer, signal: AbortSignal): Promise<void> {
    const stream = await consumer.consume({
      topics: [this.options.topic],
      mode: 'committed',
      fallbackMode: 'earliest',
      autocommit: false,
    });
    // Who ended this while it joined its group had no stream to close.
    if (signal.aborted) return stream.close();
    this.stream = stream;
    this.options.onTrouble(null);
    await this.drain(stream);
  }

  /** What has been fetched is handled together; the next messages wait. Ends where one was not. */
  private async drain(stream: SubmissionsStream): Promise<void> {
    for await (const first of stream) {
      const batch = [first];
      while (batch.length < MOST_AT_ONCE) {
        const next = stream.read() as KafkaMessage | null;
        if (next === null) break;
        batch.push(next);
      }
      if (!(await this.handleAll(batch))) return;
      await commitLast(batch);
    }
  }

  private async handleAll(batch: readonly KafkaMessage[]): Promise<boolean> {
    const { handle } = this.options;
    const endings = await Promise.allSettled(
      batch.map(async ({ value, headers }) => handle({ body: value, headers })),
    );
    return endings.every(({ status }) => status === 'fulfilled');
  }
}

/** Of each partition the last message stands for all before it. */
async function commitLast(batch: readonly KafkaMessage[]): Promise<void> {
  const last = new Map(batch.map((message) => [message.partition, message]));
  await Promise.all([...last.values()].map(async (message) => message.commit()));
}
