import type { BaseOptions } from '@platformatic/kafka';

/** What every client of ours has in common; times in ms. */
export interface KafkaClientOptions extends BaseOptions {
  bootstrapBrokers: string[];
}

/**
 * A broker that is away is noticed soon and tried again by whoever needs it: callers wait for seconds,
 * and the client's own patience would outlast them.
 *
 * @param brokers `host:port`, several with commas
 */
export function kafkaClientOptions(brokers: string, clientName: string): KafkaClientOptions {
  return {
    clientId: clientName,
    bootstrapBrokers: brokers.split(',').map((broker) => broker.trim()),
    connectTimeout: 2_000,
    requestTimeout: 5_000,
    retries: 1,
    retryDelay: 200,
    autocreateTopics: false,
  };
}
