import { DEAD_SUBMISSIONS_CHANNEL, QUEUE_NAMES, SUBMISSIONS_CHANNEL } from '@sluice/contracts';
import type { JsonObject } from '../json-object';
import { REPLY_CHANNELS } from './reply-channels';
import { inPartitionOf, messages, PARTITION } from './channel-parts';
import { on } from './servers';

const BROKERS = ['rabbitmq', 'nats', 'kafka'];

/** Where messages go. An address of null is told by each message that asks for a reply. */
export const CHANNELS: Record<string, JsonObject> = {
  submissions: {
    address: SUBMISSIONS_CHANNEL,
    servers: on(...BROKERS),
    title: 'Orders to be taken in',
    description:
      'One of several gateways takes each. The properties `reply_to` and `correlation_id` of RabbitMQ, and the reply subject of NATS, do as well as the headers.',
    messages: messages('submitOrder'),
  },
  answers: {
    address: null,
    servers: on(...BROKERS),
    title: 'What became of an order',
    description: 'The response destination that the submission named.',
    messages: messages('orderAccepted', 'orderRefused', 'orderOutcome'),
  },
  deadSubmissions: {
    address: DEAD_SUBMISSIONS_CHANNEL,
    servers: on(...BROKERS),
    title: 'Submissions that nobody can be told about',
    description: 'What is no order and does not say who is to be told, as it came.',
    messages: messages('deadSubmission'),
  },
  jobs: {
    address: inPartitionOf('{queue}'),
    servers: on('redis'),
    parameters: {
      ...PARTITION,
      queue: {
        description: 'One for each kind of task.',
        default: QUEUE_NAMES.orders,
        enum: Object.values(QUEUE_NAMES),
      },
    },
    title: 'Wake-up jobs for the order-workers',
    description:
      'Queues of Bull 4, whose own keys and events begin with this address. A job says that there is work, not which: the lanes and records in Redis are the truth.',
    messages: messages('job'),
  },
  ...REPLY_CHANNELS,
  changes: {
    address: inPartitionOf('order-changed:{recordKey}'),
    servers: on('redis'),
    title: 'Changes of an order',
    description: 'Redis pub/sub, published by the script that makes the change.',
    parameters: { ...PARTITION, recordKey: { description: "Names the order's record." } },
    messages: messages('changed'),
  },
  taskChanges: {
    address: inPartitionOf('{task}-changed:{recordKey}'),
    servers: on('redis'),
    title: 'Changes of other tasks',
    description: 'As those of orders. Nobody of Sluice listens.',
    parameters: {
      ...PARTITION,
      task: { description: 'Its kind.', enum: ['callback', 'unlinking'] },
      recordKey: { description: "Names the task's record." },
    },
    messages: messages('changed'),
  },
  callbacks: {
    address: null,
    servers: on('receiver'),
    title: 'Outcomes sent to clients',
    description: "The order's `callbackUrl`, by HTTP POST, signed as Standard Webhooks says.",
    messages: messages('orderEnded'),
  },
};
