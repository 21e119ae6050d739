import { DEAD_SUBMISSIONS_CHANNEL, REDIS_PREFIX, SUBMISSIONS_CHANNEL } from '@sluice/contracts';
import { LIFECYCLE_KEYS, ORDER_QUEUE } from '@sluice/order-lifecycle';
import type { JsonObject } from '../json-object';

const messages = (...names: string[]): JsonObject =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/messages/${name}` }]));

/** Braces in an address mean a parameter, and those of a Redis hash tag a cluster's slot. */
const PREFIX = {
  prefix: {
    description: "Of all of Sluice's keys in Redis.",
    default: REDIS_PREFIX,
    enum: [REDIS_PREFIX],
  },
};

/** Where messages go. An address of null is told by each message that asks for a reply. */
export const CHANNELS: Record<string, JsonObject> = {
  submissions: {
    address: SUBMISSIONS_CHANNEL,
    title: 'Orders to be taken in',
    description: 'On RabbitMQ, NATS or Kafka; one of several gateways takes each.',
    messages: messages('submitOrder'),
  },
  answers: {
    address: null,
    title: 'What became of an order',
    description: 'The response destination that the submission named.',
    messages: messages('orderAccepted', 'orderRefused', 'orderOutcome'),
  },
  deadSubmissions: {
    address: DEAD_SUBMISSIONS_CHANNEL,
    title: 'Submissions that nobody can be told about',
    description: 'What is no order and does not say who is to be told, as it came.',
    messages: messages('deadSubmission'),
  },
  jobs: {
    address: `{prefix}:${ORDER_QUEUE}`,
    parameters: PREFIX,
    title: 'Orders to be carried to the backend',
    description:
      'The Bull queue of the order-workers, in Redis. A job is only a hint that an order waits: the record in Redis is the truth.',
    messages: messages('orderJob'),
  },
  replies: {
    address: '{replyAddress}',
    title: 'Replies to waiting callers',
    description:
      'The reply address of the one gateway that holds the caller, written and read by the transport that `REPLY_TRANSPORT` names.',
    parameters: {
      replyAddress: {
        description: 'Travels with the order; opaque to everybody but that transport.',
        location: '$message.header#/replyTo',
      },
    },
    messages: messages('orderReply'),
  },
  changes: {
    address: `${LIFECYCLE_KEYS.changedPrefix.replace(REDIS_PREFIX, '{prefix}')}{recordKey}`,
    title: 'Changes of an order',
    description: 'Redis pub/sub, published by the script that makes the change.',
    parameters: { ...PREFIX, recordKey: { description: "Names the order's record." } },
    messages: messages('orderChanged'),
  },
  callbacks: {
    address: null,
    title: 'Outcomes sent to clients',
    description: "The order's `callbackUrl`, by HTTP POST, signed as Standard Webhooks says.",
    messages: messages('orderEnded'),
  },
};
