import type { JsonObject } from '../json-object';

const server = (protocol: string, name: string, host: string, description: string): JsonObject => ({
  protocol,
  host: `{${name}}`,
  description,
  variables: { [name]: { default: host } },
});

/** Where messages are carried; the addresses are those that the settings have by default. */
export const SERVERS: Record<string, JsonObject> = {
  rabbitmq: server(
    'amqp',
    'broker',
    '127.0.0.1:5672',
    '`RABBITMQ_URL`, with `MESSAGING=rabbitmq`.',
  ),
  nats: server('nats', 'broker', '127.0.0.1:4222', '`NATS_URL`, with `MESSAGING=nats`.'),
  kafka: server(
    'kafka',
    'brokers',
    '127.0.0.1:9092',
    '`KAFKA_BROKERS`, with `MESSAGING=kafka` or `REPLY_TRANSPORT=kafka-…`.',
  ),
  artemis: server(
    'amqp1',
    'broker',
    '127.0.0.1:61616',
    '`AMQP_URL`, with `REPLY_TRANSPORT=jms-…`.',
  ),
  redis: server('redis', 'server', '127.0.0.1:6379', '`REDIS_URL`.'),
  receiver: server(
    'https',
    'receiver',
    'shop.example',
    "The client's, in the order's `callbackUrl`.",
  ),
};

/** A channel's servers: without them it would be on all. */
export const on = (...names: string[]): JsonObject[] =>
  names.map((name) => ({ $ref: `#/servers/${name}` }));
