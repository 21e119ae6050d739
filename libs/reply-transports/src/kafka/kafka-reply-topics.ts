import type { KafkaTopic } from './kafka-topic';

/** Replies that nobody waits for any more are of no use to anybody. */
const KEPT_FOR_MS = 600_000;

/** The topics of the two ways over Kafka. */
export const KAFKA_REPLY_TOPICS = {
  /** Everybody reads all of it, so more partitions would only share the work among brokers. */
  filter: { name: 'sluice.replies.all', partitions: 3, retentionMs: KEPT_FOR_MS },
  /** More gateways than partitions, and some would have none: those answer 202 at once. */
  partition: { name: 'sluice.replies.by-gateway', partitions: 24, retentionMs: KEPT_FOR_MS },
} satisfies Record<string, KafkaTopic>;
