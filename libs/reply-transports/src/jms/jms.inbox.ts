import {
  type ReplyAddress,
  type ReplyCapabilities,
  ReplyInbox,
  type ReplyListener,
} from '@sluice/replies';
import type { Connection, EventContext, Receiver, ReceiverOptions } from 'rhea';
import { within } from '../within';
import { AmqpLine } from './amqp-line';
import { replyTextOf } from './reply-message';

const OPEN_TIMEOUT_MS = 10_000;

/** What both ways over JMS share: a connection, and links that receive on it. */
export abstract class JmsInbox extends ReplyInbox {
  abstract override readonly capabilities: ReplyCapabilities;
  /** Messages that the broker has delivered, whosever they were. */
  received = 0;
  protected connection: Connection | undefined;
  private line: AmqpLine | undefined;
  private listener: ReplyListener = () => undefined;
  private onFirstReady: (() => void) | undefined;

  constructor(
    private readonly amqpUrl: string,
    private readonly clientName: string,
  ) {
    super();
  }

  abstract override get ready(): boolean;
  abstract override addressFor(correlationId: string): ReplyAddress | Promise<ReplyAddress>;
  abstract override release(correlationId: string): void;

  /** Rejects when the broker did not let us receive within 10 s; may be called again then. */
  async open(listener: ReplyListener): Promise<void> {
    this.listener = listener;
    const ready = new Promise<void>((resolve) => (this.onFirstReady = resolve));
    this.line = new AmqpLine(this.amqpUrl, this.clientName, {
      up: (connection) => {
        this.connection = connection;
        this.begin(connection);
      },
      down: () => this.lost(),
    });
    try {
      const { host } = new URL(this.amqpUrl);
      await within(OPEN_TIMEOUT_MS, ready, `receiving replies from the broker at ${host}`);
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const { line } = this;
    this.line = undefined;
    await line?.close();
    this.lost();
  }

  /** A fresh connection: whatever has to stand on it all the time is opened here. */
  protected abstract begin(connection: Connection): void;

  /** Forgets what stood on the connection that is gone. */
  protected lost(): void {
    this.connection = undefined;
  }

  protected becameReady(): void {
    this.onFirstReady?.();
  }

  /** A link whose messages are replies. One that the broker ends takes the connection with it. */
  protected receive(connection: Connection, options: ReceiverOptions): Receiver {
    const receiver = connection.open_receiver(options);
    receiver.on('message', ({ message }: EventContext) => {
      this.received += 1;
      if (message) this.listener(replyTextOf(message));
    });
    receiver.on('receiver_close', () => {
      if (receiver.is_open()) this.line?.renew();
    });
    return receiver;
  }
}
