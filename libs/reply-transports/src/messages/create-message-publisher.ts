import type { MessagingBroker } from './message-address';
import type { MessagePublisher } from './message-publisher.port';

/** Where the brokers are. */
export interface MessagingSettings {
  rabbitmqUrl: string;
  natsUrl: string;
  /** `host:port`, several with commas. */
  kafkaBrokers: string;
  /** How the process is called among a broker's clients. */
  clientName: string;
}

/** A publisher for one broker. Connects by itself; a broker's client is loaded only when it is used. */
export async function createMessagePublisher(
  broker: MessagingBroker,
  settings: MessagingSettings,
): Promise<MessagePublisher> {
  switch (broker) {
    case 'rabbitmq': {
      const { RabbitmqPublisher } = await import('./rabbitmq.publisher.ts');
      return new RabbitmqPublisher(settings.rabbitmqUrl);
    }
    case 'nats': {
      const { NatsPublisher } = await import('./nats.publisher.ts');
      return new NatsPublisher(settings.natsUrl);
    }
    case 'kafka':
      return kafkaPublisher(settings);
  }
}

async function kafkaPublisher({
  kafkaBrokers,
  clientName,
}: MessagingSettings): Promise<MessagePublisher> {
  const { KafkaPublisher } = await import('../kafka/kafka.publisher.ts');
  const { kafkaClientOptions } = await import('../kafka/kafka-client.options.ts');
  return new KafkaPublisher(kafkaClientOptions(kafkaBrokers, clientName));
}
