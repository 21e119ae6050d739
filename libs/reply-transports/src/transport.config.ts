import { OrderPathConfig, Setting } from '@sluice/platform';
import { IsIn, IsOptional, IsUrl, MinLength } from 'class-validator';
import { MESSAGING_BROKERS, type MessagingBroker } from './messages/message-address';
import { REPLY_TRANSPORT_NAMES, type ReplyTransportName } from './reply-transport-name';

/** How replies and messages travel, which gateways and workers have to be told alike too. */
export class TransportConfig extends OrderPathConfig {
  @Setting({
    description: 'How outcomes find back to their gateway; the same for gateways and workers',
    example: 'redis-pubsub',
  })
  @IsIn(REPLY_TRANSPORT_NAMES)
  replyTransport: ReplyTransportName = 'redis-pubsub';

  @Setting({
    description: 'Brokers of Kafka, with commas; for REPLY_TRANSPORT=kafka-… and MESSAGING=kafka',
    example: '127.0.0.1:9092',
  })
  @MinLength(1)
  kafkaBrokers: string = '127.0.0.1:9092';

  @Setting({
    description: 'Broker that speaks AMQP 1.0; for REPLY_TRANSPORT=jms-…',
    example: 'amqp://127.0.0.1:61616',
  })
  @IsUrl({ protocols: ['amqp', 'amqps'], require_tld: false, require_protocol: true })
  amqpUrl: string = 'amqp://127.0.0.1:61616';

  @Setting({
    description: 'Broker over which orders come as messages; unset: none',
    example: 'rabbitmq',
  })
  @IsOptional()
  @IsIn(MESSAGING_BROKERS)
  messaging?: MessagingBroker;

  @Setting({ description: 'RabbitMQ, for MESSAGING=rabbitmq', example: 'amqp://127.0.0.1:5672' })
  @IsUrl({ protocols: ['amqp', 'amqps'], require_tld: false, require_protocol: true })
  rabbitmqUrl: string = 'amqp://127.0.0.1:5672';

  @Setting({ description: 'NATS, for MESSAGING=nats', example: 'nats://127.0.0.1:4222' })
  @IsUrl({ protocols: ['nats', 'tls'], require_tld: false, require_protocol: true })
  natsUrl: string = 'nats://127.0.0.1:4222';
}
