import { KAFKA_REPLY_TOPICS, replyChannel } from '@sluice/reply-transports';
import type { JsonObject } from '../json-object';
import { messages, PREFIX, underPrefix } from './channel-parts';
import { on } from './servers';

const TITLE = 'Replies to waiting callers';

/** One for each way that `REPLY_TRANSPORT` knows; addresses travel in the order's record. */
export const REPLY_CHANNELS: Record<string, JsonObject> = {
  replies: {
    address: underPrefix(replyChannel('{replyAddress}')),
    servers: on('redis'),
    title: TITLE,
    description:
      'Redis pub/sub: a channel for each gateway (`redis-pubsub`) or caller (`redis-channel`). `single-instance` has one list instead.',
    parameters: {
      ...PREFIX,
      replyAddress: { description: 'Opaque to everybody but the transport.' },
    },
    messages: messages('orderReply'),
  },
  repliesByFilter: {
    address: KAFKA_REPLY_TOPICS.filter.name,
    servers: on('kafka'),
    title: TITLE,
    description: '`kafka-filter`: every gateway reads all of it.',
    messages: messages('orderReply'),
  },
  repliesByPartition: {
    address: KAFKA_REPLY_TOPICS.partition.name,
    servers: on('kafka'),
    title: TITLE,
    description: '`kafka-partition`: each gateway has partitions of its own.',
    messages: messages('orderReply'),
  },
  repliesOverJms: {
    address: null,
    servers: on('artemis'),
    title: TITLE,
    description:
      "The gateway's temporary queue (`jms-temporary-queue`), or the one queue of all (`jms-selector`). The correlation id is the message's property of that name.",
    messages: messages('orderReply'),
  },
};
