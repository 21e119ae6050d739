import type { MessagingSettings } from '@sluice/reply-transports';
import type { GatewayConfig } from '../gateway.config';

/** Where the brokers are over which clients speak messages. */
export function messagingSettings({
  rabbitmqUrl,
  natsUrl,
  kafkaBrokers,
}: GatewayConfig): MessagingSettings {
  return { rabbitmqUrl, natsUrl, kafkaBrokers, clientName: 'gateway' };
}
