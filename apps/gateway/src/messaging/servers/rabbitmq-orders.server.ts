import { RmqContext, ServerRMQ } from '@nestjs/microservices';
import { DEAD_SUBMISSIONS_CHANNEL, MESSAGE_HEADERS, SUBMISSIONS_CHANNEL } from '@sluice/contracts';
import type { Channel, ConsumeMessage, MessageProperties } from 'amqplib';
import type { OrderMessage } from '../order-message';

const MOST_AT_ONCE = 64;
const RECONNECT_AFTER_S = 1;

/**
 * Nest's RabbitMQ transport for messages as any client writes them: the body is the order, not an
 * envelope of Nest's. One durable queue for all gateways, acknowledged by hand, with a queue behind
 * it for what is no order.
 */
export class RabbitmqOrdersServer extends ServerRMQ {
  constructor(rabbitmqUrl: string) {
    super({
      urls: [rabbitmqUrl],
      queue: SUBMISSIONS_CHANNEL,
      noAck: false,
      prefetchCount: MOST_AT_ONCE,
      queueOptions: {
        durable: true,
        arguments: {
          'x-dead-letter-exchange': '',
          'x-dead-letter-routing-key': DEAD_SUBMISSIONS_CHANNEL,
        },
      },
      socketOptions: { reconnectTimeInSeconds: RECONNECT_AFTER_S },
    });
  }

  /** Without RabbitMQ the gateway starts all the same; messages come as soon as it is there. */
  override async listen(callback: () => void): Promise<void> {
    await super.listen(() => undefined);
    callback();
  }

  override async setupChannel(channel: Channel, callback: () => void): Promise<void> {
    await channel.assertQueue(DEAD_SUBMISSIONS_CHANNEL, { durable: true });
    await super.setupChannel(channel, callback);
  }

  override async handleMessage(received: object | null, channel: Channel): Promise<void> {
    // Null says that somebody has deleted the queue.
    if (received === null) return;
    const message = received as ConsumeMessage;
    const packet = { pattern: SUBMISSIONS_CHANNEL, data: orderMessageOf(message, channel) };
    const context = new RmqContext([message, channel, SUBMISSIONS_CHANNEL]);
    await this.handleEvent(SUBMISSIONS_CHANNEL, packet, context);
  }

  override async close(): Promise<void> {
    await super.close().catch(() => undefined);
  }
}

function orderMessageOf(message: ConsumeMessage, channel: Channel): OrderMessage {
  return {
    body: message.content,
    header: (name) => headerOf(message.properties, name),
    done: () => onOpenChannel(() => channel.ack(message)),
    bury: () => onOpenChannel(() => channel.nack(message, false, false)),
    putBack: () => onOpenChannel(() => channel.nack(message, false, true)),
  };
}

/** AMQP has places of its own for two of them. */
function headerOf(properties: MessageProperties, name: string): string | undefined {
  const value: unknown = properties.headers?.[name] ?? propertyOf(properties, name);
  return typeof value === 'string' ? value : undefined;
}

function propertyOf(properties: MessageProperties, name: string): unknown {
  switch (name) {
    case MESSAGE_HEADERS.correlationId:
      return properties.correlationId;
    case MESSAGE_HEADERS.replyTo:
      return properties.replyTo;
    default:
      return undefined;
  }
}

/** A channel that is lost took its messages along: they are delivered again. */
function onOpenChannel(step: () => void): void {
  try {
    step();
  } catch {
    return;
  }
}
