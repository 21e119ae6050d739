import type { Logger } from '@sluice/platform';
import type { ReplyTransportSettings } from '@sluice/reply-transports';
import type { GatewayConfig } from '../gateway.config';

/** Where the brokers are that carry replies. */
export function replyTransportSettings(
  { redisUrl, kafkaBrokers, amqpUrl }: GatewayConfig,
  logger: Logger,
): ReplyTransportSettings {
  return { redisUrl, kafkaBrokers, amqpUrl, clientName: 'gateway', logger };
}
