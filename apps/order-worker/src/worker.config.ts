import { Setting } from '@sluice/platform';
import {
  MESSAGING_BROKERS,
  type MessagingBroker,
  REPLY_TRANSPORT_NAMES,
  type ReplyTransportName,
} from '@sluice/reply-transports';
import { IsIn, IsInt, IsOptional, IsUrl, Max, Min, MinLength } from 'class-validator';
import { CallbackConfig } from './callbacks/callback.config';

const PORT_MAX = 65_535;
const DAY_MS = 86_400_000;

/** Everything that can be set of the order-worker; see `.env.example`. */
export class WorkerConfig extends CallbackConfig {
  @Setting({ description: "Address of the worker's health and metrics", example: '127.0.0.1' })
  @MinLength(1)
  workerHost: string = '127.0.0.1';

  @Setting({ description: "Port of the worker's health and metrics", example: 3001 })
  @IsInt()
  @Min(0)
  @Max(PORT_MAX)
  workerPort: number = 3001;

  @Setting({ description: 'Redis that holds records and queue', example: 'redis://127.0.0.1:6379' })
  @IsUrl({ protocols: ['redis', 'rediss'], require_tld: false, require_protocol: true })
  redisUrl: string = 'redis://127.0.0.1:6379';

  @Setting({ description: 'The backend that orders go to', example: 'http://127.0.0.1:3002' })
  @IsUrl({ protocols: ['http', 'https'], require_tld: false, require_protocol: true })
  backendUrl: string = 'http://127.0.0.1:3002';

  @Setting({ description: 'Orders in flight at the backend, per worker process', example: 16 })
  @IsInt()
  @Min(1)
  @Max(10_000)
  orderConcurrency: number = 16;

  @Setting({ description: 'Members being unlinked at once, per worker process', example: 8 })
  @IsInt()
  @Min(1)
  @Max(1_000)
  unlinkConcurrency: number = 8;

  @Setting({ description: 'Orders per window over all workers; unset: no rate', example: 300 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  orderRateMax?: number;

  @Setting({ description: 'Window of ORDER_RATE_MAX in milliseconds', example: 1_000 })
  @IsInt()
  @Min(1)
  @Max(DAY_MS)
  orderRateWindowMs: number = 1_000;

  @Setting({ description: 'Milliseconds that the backend has for one call', example: 120_000 })
  @IsInt()
  @Min(1)
  @Max(3_600_000)
  backendTimeoutMs: number = 120_000;

  @Setting({
    description: 'Attempts after which an order that surely never got through fails',
    example: 8,
  })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  orderAttempts: number = 8;

  @Setting({ description: 'Milliseconds that the first retry is spread over', example: 200 })
  @IsInt()
  @Min(1)
  @Max(3_600_000)
  retryBaseMs: number = 200;

  @Setting({ description: 'Most milliseconds that a retry is spread over', example: 30_000 })
  @IsInt()
  @Min(1)
  @Max(3_600_000)
  retryCapMs: number = 30_000;

  @Setting({
    description: 'Milliseconds until an order of a worker that died is taken over',
    example: 10_000,
  })
  @IsInt()
  @Min(1_000)
  @Max(600_000)
  leaseMs: number = 10_000;

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

  @Setting({
    description: 'How long an order that ended stays readable',
    example: DAY_MS,
  })
  @IsInt()
  @Min(1)
  orderRetentionMs: number = DAY_MS;
}
