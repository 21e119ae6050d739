import type { ReplyTransport } from './reply-transport';
import type { ReplyTransportName } from './reply-transport-name';

/**
 * Every transport by its name, a line each. Loaded only when it is chosen: no process pays for a
 * broker's client that it does not use.
 */
export const TRANSPORTS: Record<ReplyTransportName, () => Promise<ReplyTransport>> = {
  'redis-pubsub': async () => (await import('./redis/redis-pubsub.transport.ts')).REDIS_PUBSUB,
  'redis-channel': async () => (await import('./redis/redis-channel.transport.ts')).REDIS_CHANNEL,
  'single-instance': async () =>
    (await import('./single-instance/single-instance.transport.ts')).SINGLE_INSTANCE,
  'kafka-partition': async () =>
    (await import('./kafka/kafka-partition.transport.ts')).KAFKA_PARTITION,
  'kafka-filter': async () => (await import('./kafka/kafka-filter.transport.ts')).KAFKA_FILTER,
  'jms-temporary-queue': async () =>
    (await import('./jms/jms-temporary-queue.transport.ts')).JMS_TEMPORARY_QUEUE,
  'jms-selector': async () => (await import('./jms/jms-selector.transport.ts')).JMS_SELECTOR,
};
