import { Consumer, stringDeserializer } from '@platformatic/kafka';
import type { KafkaClientOptions } from './kafka-client.options';

/** Headers are texts; key and payload stay bytes until somebody turns out to want them. */
export type KafkaConsumer = Consumer<Buffer, Buffer, string, string>;

/** The group that a consumer is a member of, and how patient the two are with each other. */
export interface KafkaMembership {
  groupId: string;
  /** How long a member that vanished keeps its share. */
  sessionTimeoutMs: number;
  /**
   * Joining waits until the broker gives the vanished up: a request that was given up before that
   * would leave a member behind which vanished too. So longer than the session.
   */
  requestTimeoutMs: number;
}

const HEARTBEAT_MS = 1_000;

/** Longest poll without a message; closing may have to wait for it. */
const LONGEST_POLL_MS = 500;

/** A consumer that commits only what it is told to. Its errors are no events that end the process. */
export function createKafkaConsumer(
  client: KafkaClientOptions,
  { groupId, sessionTimeoutMs, requestTimeoutMs }: KafkaMembership,
): KafkaConsumer {
  const consumer: KafkaConsumer = new Consumer({
    ...client,
    groupId,
    sessionTimeout: sessionTimeoutMs,
    rebalanceTimeout: sessionTimeoutMs,
    heartbeatInterval: HEARTBEAT_MS,
    requestTimeout: requestTimeoutMs,
    maxWaitTime: LONGEST_POLL_MS,
    autocommit: false,
    deserializers: { headerKey: stringDeserializer, headerValue: stringDeserializer },
  });
  consumer.on('error', () => undefined);
  return consumer;
}
