import type { TransportConfig } from '../transport.config';
import type { MessagingSettings } from './create-message-publisher';

/**
 * Where the brokers are over which clients speak messages.
 *
 * @param clientName the process among the brokers' clients
 */
export function messagingSettings(
  { rabbitmqUrl, natsUrl, kafkaBrokers }: TransportConfig,
  clientName: string,
): MessagingSettings {
  return { rabbitmqUrl, natsUrl, kafkaBrokers, clientName };
}
