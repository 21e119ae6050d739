import { randomUUID } from 'node:crypto';
import { connect, type AmqpConnectionManager, type ChannelWrapper } from 'amqp-connection-manager';
import type { ConfirmChannel, Message } from 'amqplib';
import { within } from '../within';
import {
  MessagePublisher,
  NoSuchDestinationError,
  type OutgoingMessage,
} from './message-publisher.port';

const PUBLISH_TIMEOUT_MS = 4_000;
const CLOSE_TIMEOUT_MS = 2_000;
const RECONNECT_AFTER_S = 1;

/** Sends to queues of RabbitMQ, which confirms what it has, and returns what it has no queue for. */
export class RabbitmqPublisher extends MessagePublisher {
  private readonly connection: AmqpConnectionManager;
  private readonly channel: ChannelWrapper;
  private readonly returned = new Set<string>();

  constructor(rabbitmqUrl: string) {
    super();
    this.connection = connect([rabbitmqUrl], { reconnectTimeInSeconds: RECONNECT_AFTER_S });
    // While RabbitMQ is away, each message that is published says so.
    this.connection.on('connectFailed', () => undefined);
    this.channel = this.connection.createChannel({ setup: this.noteReturns });
    this.channel.on('error', () => undefined);
  }

  /** A return comes before the confirmation of the same message. */
  async publish({ destination, body, correlationId, headers }: OutgoingMessage): Promise<void> {
    const messageId = randomUUID();
    await this.channel.sendToQueue(destination, bytesOf(body), {
      messageId,
      correlationId,
      headers,
      contentType: 'application/json',
      persistent: true,
      mandatory: true,
      timeout: PUBLISH_TIMEOUT_MS,
    });
    if (this.returned.delete(messageId)) {
      throw new NoSuchDestinationError('RabbitMQ has no queue of that name');
    }
  }

  async close(): Promise<void> {
    const closing = this.channel.close().then(() => this.connection.close());
    await within(CLOSE_TIMEOUT_MS, closing, 'closing RabbitMQ').catch(() => undefined);
  }

  private readonly noteReturns = (channel: ConfirmChannel): Promise<void> => {
    channel.on('return', ({ properties }: Message) => {
      this.returned.add(String(properties.messageId));
    });
    return Promise.resolve();
  };
}

function bytesOf(body: string | Buffer): Buffer {
  return typeof body === 'string' ? Buffer.from(body) : body;
}
