import type { MessageToProduce, Producer } from '@platformatic/kafka';

/** A producer of texts with texts as headers. */
export type TextProducer = Producer<string, string, string, string>;
export type TextMessage = MessageToProduce<string, string, string, string>;

interface Waiting {
  message: TextMessage;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Sends what comes within one turn of the event loop as one request: a request for each message, and
 * a thousand replies to one partition would queue up behind each other. What fails, fails for all of
 * a batch.
 */
export class MessageBatcher {
  private waiting: Waiting[] = [];

  /** @param acks 1: the leader has it; -1: all replicas that are in sync */
  constructor(
    private readonly producer: TextProducer,
    private readonly acks: 1 | -1,
  ) {}

  /** Resolves when the broker has confirmed the message. */
  send(message: TextMessage): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.waiting.push({ message, resolve, reject }) === 1) setImmediate(this.flush);
    });
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
