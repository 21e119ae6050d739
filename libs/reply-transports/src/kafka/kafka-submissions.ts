import { setTimeout as sleep } from 'node:timers/promises';
import { Consumer, type MessagesStream, stringDeserializer } from '@platformatic/kafka';
import { kafkaClientOptions, type KafkaClientOptions } from './kafka-client.options';
import { ensureKafkaTopic } from './kafka-topic';

/** A message of a topic, as somebody sees it who does not know Kafka. */
export interface KafkaSubmission {
  body: Buffer;
  headers: ReadonlyMap<string, string>;
}

/** What is read, and who handles it. */
export interface KafkaSubmissionsOptions {
  /** `host:port`, several with commas. */
  brokers: string;
  clientName: string;
  topic: string;
  /** Made too where it is missing, for what its handler sets aside. */
  deadLetterTopic: string;
  groupId: string;
  /** Resolves when the message is dealt with for good; rejects when it has to come again. */
  handle: (submission: KafkaSubmission) => Promise<void>;
}

type SubmissionsConsumer = Consumer<Buffer, Buffer, string, string>;
type SubmissionsStream = MessagesStream<Buffer, Buffer, string, string>;
type Submission = SubmissionsStream extends AsyncIterable<infer M> ? M : never;

const PARTITIONS = 12;
const KEPT_FOR_MS = 7 * 86_400_000;
const SESSION_TIMEOUT_MS = 10_000;
const HEARTBEAT_MS = 1_000;
const REQUEST_TIMEOUT_MS = 20_000;
const LONGEST_POLL_MS = 500;
const MOST_AT_ONCE = 64;
const RETRY_PAUSE_MS = 500;

/**
 * One of several readers of a topic, each with its share of the partitions. Messages are handled many
 * at a time, and their offsets committed when all before them are done: what was not, comes again, to
 * whoever has the partition then.
 */
export class KafkaSubmissions {
  private readonly ending = new AbortController();
  private readonly client: KafkaClientOptions;
  private readonly running: Promise<void>;
  private stream: SubmissionsStream | undefined;

  constructor(private readonly options: KafkaSubmissionsOptions) {
    this.client = kafkaClientOptions(options.brokers, options.clientName);
    this.running = this.run();
  }

  /** Finishes what is under way and leaves the group. Idempotent, never rejects. */
  async close(): Promise<void> {
    this.ending.abort();
    await this.stream?.close().catch(() => undefined);
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.ending;
    const isEnding = (): boolean => signal.aborted;
    while (!isEnding()) {
      await this.readUntilItBreaks().catch(() => undefined);
      if (!isEnding()) await sleep(RETRY_PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async readUntilItBreaks(): Promise<void> {
    const { topic, deadLetterTopic } = this.options;
    const retentionMs = KEPT_FOR_MS;
    await ensureKafkaTopic(this.client, { name: topic, partitions: PARTITIONS, retentionMs });
    await ensureKafkaTopic(this.client, { name: deadLetterTopic, partitions: 1, retentionMs });
    const consumer = this.createConsumer();
    try {
      const stream = await consumer.consume({
        topics: [topic],
        mode: 'committed',
        fallbackMode: 'earliest',
        autocommit: false,
      });
      this.stream = stream;
      await this.drain(stream);
    } finally {
      this.stream = undefined;
      await consumer.close(true).catch(() => undefined);
    }
  }

  /** What has been fetched is handled together; the next messages wait. */
  private async drain(stream: SubmissionsStream): Promise<void> {
    for await (const first of stream) {
      const batch = [first];
      while (batch.length < MOST_AT_ONCE) {
        const next = stream.read() as Submission | null;
        if (next === null) break;
        batch.push(next);
      }
      await Promise.all(
        batch.map(({ value, headers }) => this.options.handle({ body: value, headers })),
      );
      await commitLast(batch);
    }
  }

  private createConsumer(): SubmissionsConsumer {
    const consumer = new Consumer({
      ...this.client,
      groupId: this.options.groupId,
      sessionTimeout: SESSION_TIMEOUT_MS,
      rebalanceTimeout: SESSION_TIMEOUT_MS,
      heartbeatInterval: HEARTBEAT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      maxWaitTime: LONGEST_POLL_MS,
      autocommit: false,
      deserializers: { headerKey: stringDeserializer, headerValue: stringDeserializer },
    });
    consumer.on('error', () => undefined);
    return consumer as SubmissionsConsumer;
  }
}

/** Of each partition the last message stands for all before it. */
async function commitLast(batch: readonly Submission[]): Promise<void> {
  const last = new Map(batch.map((message) => [message.partition, message]));
  await Promise.all([...last.values()].map(async (message) => message.commit()));
}
