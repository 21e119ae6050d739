import type { KafkaConsumer } from './kafka-consumer';
import type { KafkaReaderOptions } from './kafka-reader.options';

/** One consumer's life, from joining its group to the first thing that goes wrong. */
export class KafkaReading {
  /** Resolves when this consumer is of no more use. */
  readonly broken: Promise<void>;
  private break!: () => void;

  constructor(
    private readonly consumer: KafkaConsumer,
    private readonly options: Pick<KafkaReaderOptions, 'topic' | 'onMessage' | 'onPartitions'>,
  ) {
    this.broken = new Promise((resolve) => (this.break = resolve));
    // A lost connection is mended by the client itself, but it does not tell when.
    consumer.on('client:broker:disconnect', () => this.break());
    consumer.on('error', () => this.break());
    consumer.on('consumer:group:rebalance', () => this.options.onPartitions([]));
    consumer.on('client:close', () => this.break());
  }

  /** Joins the group; the share is told as soon as reading it begins at a known place. */
  async begin(): Promise<void> {
    const { topic, onMessage } = this.options;
    const joining = this.consumer.consume({ topics: [topic], mode: 'latest', autocommit: false });
    const stream = await Promise.race([joining, this.broken]);
    if (!stream) return void joining.catch(() => undefined);
    stream.on('data', onMessage);
    // Told with each new share, after its offsets have been asked for.
    stream.on('offsets', () => this.tellShare());
    stream.on('error', () => this.break());
    stream.on('close', () => this.break());
  }

  private tellShare(): void {
    const share = this.consumer.assignments?.find(({ topic }) => topic === this.options.topic);
    if (this.consumer.isActive()) this.options.onPartitions(share?.partitions ?? []);
  }
}
