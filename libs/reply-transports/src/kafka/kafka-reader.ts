import { setTimeout as sleep } from 'node:timers/promises';
import { Consumer, stringDeserializer } from '@platformatic/kafka';
import type { KafkaReaderOptions } from './kafka-reader.options';
import { KafkaReading } from './kafka-reading';

const RETRY_PAUSE_MS = 250;

/**
 * How long a member that vanished keeps its share: what is sent there meanwhile nobody reads. Less is
 * refused by brokers as they come.
 */
const SESSION_TIMEOUT_MS = 6_000;
const HEARTBEAT_MS = 1_000;

/**
 * Joining waits until the broker gives the vanished up. A request that was given up before that
 * would leave a member behind which vanished too.
 */
const REQUEST_TIMEOUT_MS = 15_000;

/** Longest poll without a message; closing may have to wait for it. */
const LONGEST_POLL_MS = 500;

/**
 * Reads a topic from its end, for as long as it is wanted: a reader that fell over, whatever the
 * reason, is replaced by a new one. What was written while none stood is not read any more; nobody
 * waits for it.
 */
export class KafkaReader {
  private readonly ending = new AbortController();
  private readonly running: Promise<void>;
  private consumer: Consumer<Buffer, Buffer, string, string> | undefined;

  constructor(private readonly options: KafkaReaderOptions) {
    this.running = this.run();
  }

  /** Leaves the group. Idempotent, never rejects. */
  async close(): Promise<void> {
    this.ending.abort();
    await this.consumer?.close(true).catch(() => undefined);
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.ending;
    const isEnding = (): boolean => signal.aborted;
    while (!isEnding()) {
      await this.readUntilItBreaks().catch(() => undefined);
      this.options.onPartitions([]);
      if (!isEnding()) await sleep(RETRY_PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async readUntilItBreaks(): Promise<void> {
    const consumer = this.createConsumer();
    this.consumer = consumer;
    try {
      const { topic } = this.options;
      const reading = new KafkaReading(consumer, this.options);
      await reading.begin(topic);
      await reading.broken;
    } finally {
      this.options.onPartitions([]);
      await consumer.close(true).catch(() => undefined);
    }
  }

  private createConsumer(): Consumer<Buffer, Buffer, string, string> {
    const { client, groupId } = this.options;
    return new Consumer({
      ...client,
      groupId,
      sessionTimeout: SESSION_TIMEOUT_MS,
      rebalanceTimeout: SESSION_TIMEOUT_MS,
      heartbeatInterval: HEARTBEAT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      maxWaitTime: LONGEST_POLL_MS,
      autocommit: false,
      // Payloads stay bytes until somebody turns out to want them.
      deserializers: { headerKey: stringDeserializer, headerValue: stringDeserializer },
    });
  }
}
