import type { Logger } from '@sluice/platform';
import type { ReplyCapabilities, ReplyInbox, ReplyOutbox } from '@sluice/replies';

/** What a transport may need to find its broker. */
export interface ReplyTransportSettings {
  redisUrl: string;
  /** Kafka's brokers, `host:port`, several with commas. */
  kafkaBrokers: string;
  /** A broker that speaks AMQP 1.0, such as ActiveMQ Artemis. */
  amqpUrl: string;
  /** How the process is called among the broker's clients and in log lines. */
  clientName: string;
  /** For troubles that an operator has to know of. */
  logger: Logger;
}

/** One way to route replies, with both its ends. */
export interface ReplyTransport {
  readonly capabilities: ReplyCapabilities;
  /** The inbox of this process; it does nothing before it is opened. */
  createInbox(settings: ReplyTransportSettings): ReplyInbox;
  createOutbox(settings: ReplyTransportSettings): ReplyOutbox;
}
