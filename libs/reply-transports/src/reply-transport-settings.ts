import type { Logger } from '@sluice/platform';
import type { ReplyTransportSettings } from './reply-transport';
import type { TransportConfig } from './transport.config';

/**
 * Where the brokers are that carry replies.
 *
 * @param clientName the process among the brokers' clients and in log lines
 */
export function replyTransportSettings(
  { redisUrl, kafkaBrokers, amqpUrl }: TransportConfig,
  clientName: string,
  logger: Logger,
): ReplyTransportSettings {
  return { redisUrl, kafkaBrokers, amqpUrl, clientName, logger };
}
