/** The ways in which a reply can find back to its gateway; one is chosen for a whole installation. */
export const REPLY_TRANSPORT_NAMES = [
  'redis-pubsub',
  'redis-channel',
  'single-instance',
  'kafka-partition',
  'kafka-filter',
  'jms-temporary-queue',
  'jms-selector',
] as const;

export type ReplyTransportName = (typeof REPLY_TRANSPORT_NAMES)[number];
