import { type MessageToProduce, Producer, stringSerializers } from '@platformatic/kafka';
import { within } from '../within';
import type { KafkaClientOptions } from './kafka-client.options';

/** A message with texts as headers; what somebody else wrote may be none. */
export type OutgoingKafkaMessage = MessageToProduce<string, string | Buffer, string, string>;

interface Waiting {
  message: OutgoingKafkaMessage;
  resolve: () => void;
  reject: (error: unknown) => void;
}

const CLOSE_TIMEOUT_MS = 2_000;

const SERIALIZERS = {
  ...stringSerializers,
  value: (value?: string | Buffer) => (typeof value === 'string' ? Buffer.from(value) : value),
};

/**
 * Sends what comes within one turn of the event loop as one request: a request for each message, and
 * a thousand replies to one partition would queue up behind each other. What fails, fails for all of
 * a batch.
 */
export class MessageBatcher {
  private readonly producer: Producer<string, string | Buffer, string, string>;
  private waiting: Waiting[] = [];

  /** @param acks 1: the leader has it; -1: all replicas that are in sync */
  constructor(
    client: KafkaClientOptions,
    private readonly acks: 1 | -1,
  ) {
    this.producer = new Producer({ ...client, serializers: SERIALIZERS, acks });
    // Each message that could not be sent says so.
    this.producer.on('error', () => undefined);
  }

  /** Resolves when the broker has confirmed the message. */
  send(message: OutgoingKafkaMessage): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.waiting.push({ message, resolve, reject }) === 1) setImmediate(this.flush);
    });
  }

  /** Takes 2 s at most. Idempotent, never rejects. */
  async close(): Promise<void> {
    const closing = this.producer.close(true);
    await within(CLOSE_TIMEOUT_MS, closing, 'closing a Kafka producer').catch(() => undefined);
  }

  private readonly flush = (): void => {
    const batch = this.waiting;
    this.waiting = [];
    const messages = batch.map(({ message }) => message);
    this.producer.send({ messages, acks: this.acks }).then(
      () => batch.forEach(({ resolve }) => resolve()),
      (error: unknown) => batch.forEach(({ reject }) => reject(error)),
    );
  };
}
