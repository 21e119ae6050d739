import {
  type ReplyAddress,
  type ReplyCapabilities,
  ReplyInbox,
  type ReplyListener,
} from '@sluice/replies';
import { within } from '../within';
import type { KafkaClientOptions } from './kafka-client.options';
import type { KafkaMessage } from './kafka-message';
import { KafkaReader } from './kafka-reader';
import { ensureKafkaTopic, forgetKafkaGroup, type KafkaTopic } from './kafka-topic';

/** The first member of the first group makes the broker set up its own topics. */
const OPEN_TIMEOUT_MS = 20_000;
const CLOSE_TIMEOUT_MS = 5_000;

/** What both ways over Kafka share: one topic for replies, read in a consumer group. */
export abstract class KafkaInbox extends ReplyInbox {
  abstract override readonly capabilities: ReplyCapabilities;
  /** Messages that the broker has delivered, whosever they were. */
  received = 0;
  protected partitions: readonly number[] = [];
  private reader: KafkaReader | undefined;
  private onFirstShare: (() => void) | undefined;

  protected constructor(
    private readonly client: KafkaClientOptions,
    protected readonly topic: KafkaTopic,
    private readonly groupId: string,
  ) {
    super();
  }

  get ready(): boolean {
    return this.partitions.length > 0;
  }

  /** Rejects when the brokers did not give a share within 20 s; may be called again then. */
  async open(listener: ReplyListener): Promise<void> {
    try {
      await within(OPEN_TIMEOUT_MS, this.join(listener), 'reading replies from Kafka');
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  abstract override addressFor(correlationId: string): ReplyAddress;
  abstract override release(correlationId: string): void;

  /** The group goes with its last member. */
  async close(): Promise<void> {
    const { reader } = this;
    this.reader = undefined;
    if (!reader) return;
    const leaving = reader.close().then(() => forgetKafkaGroup(this.client, this.groupId));
    await within(CLOSE_TIMEOUT_MS, leaving, 'leaving Kafka').catch(() => undefined);
    this.partitions = [];
  }

  /** Whether anybody here waits for the message, judged without looking into its payload. */
  protected abstract wants(message: KafkaMessage): boolean;

  private async join(listener: ReplyListener): Promise<void> {
    await ensureKafkaTopic(this.client, this.topic);
    const share = new Promise<void>((resolve) => (this.onFirstShare = resolve));
    this.reader = new KafkaReader({
      client: this.client,
      groupId: this.groupId,
      topic: this.topic.name,
      onMessage: (message) => {
        this.received += 1;
        if (this.wants(message)) listener(message.value.toString());
      },
      onPartitions: (partitions) => this.take(partitions),
    });
    await share;
  }

  private take(partitions: readonly number[]): void {
    this.partitions = partitions;
    if (partitions.length > 0) this.onFirstShare?.();
  }
}
