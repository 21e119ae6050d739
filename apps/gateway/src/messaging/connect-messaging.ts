import type { INestApplication } from '@nestjs/common';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import type { GatewayConfig } from '../gateway.config';
import { messagingSettings } from '@sluice/reply-transports';

/** Makes the gateway a microservice too, where `MESSAGING` names a broker. */
export async function connectMessaging(
  app: INestApplication,
  config: Readonly<GatewayConfig>,
): Promise<void> {
  const strategy = await strategyFor(config);
  if (strategy === undefined) return;
  app.connectMicroservice({ strategy });
  await app.startAllMicroservices();
}

/** A broker's client is loaded only where it is used. */
async function strategyFor(
  config: Readonly<GatewayConfig>,
): Promise<CustomTransportStrategy | undefined> {
  switch (config.messaging) {
    case undefined:
      return undefined;
    case 'rabbitmq': {
      const { RabbitmqOrdersServer } = await import('./servers/rabbitmq-orders.server.ts');
      return new RabbitmqOrdersServer(config.rabbitmqUrl);
    }
    case 'nats': {
      const { NatsOrdersServer } = await import('./servers/nats-orders.server.ts');
      return new NatsOrdersServer(config.natsUrl);
    }
    case 'kafka': {
      const { KafkaOrdersServer } = await import('./servers/kafka-orders.server.ts');
      return new KafkaOrdersServer(messagingSettings(config, 'gateway'));
    }
  }
}
