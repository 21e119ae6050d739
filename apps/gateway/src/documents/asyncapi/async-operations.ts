import type { JsonObject } from '../json-object';
import { REPLY_CHANNELS } from './reply-channels';

const channel = (name: string): JsonObject => ({ $ref: `#/channels/${name}` });
const messages = (place: string, ...names: string[]): JsonObject[] =>
  names.map((name) => ({ $ref: `#/channels/${place}/messages/${name}` }));

/** `replies` → `awaitReplies`. */
const awaiting = (place: string): [string, JsonObject] => [
  `await${place.charAt(0).toUpperCase()}${place.slice(1)}`,
  {
    action: 'receive',
    channel: channel(place),
    title: 'Bring the reply back to the caller who waits',
    messages: messages(place, 'orderReply'),
  },
];

/** What the processes of Sluice do with the channels. */
export const ASYNC_OPERATIONS: Record<string, JsonObject> = {
  takeOrderIn: {
    action: 'receive',
    channel: channel('submissions'),
    title: 'Take an order in',
    description:
      'The same rules, duplicates and promise as over HTTP. Acknowledged to the broker only once the order is durable.',
    messages: messages('submissions', 'submitOrder'),
    reply: {
      address: {
        location: '$message.header#/replyTo',
        description: 'The response destination of the submission.',
      },
      channel: channel('answers'),
      messages: messages('answers', 'orderAccepted', 'orderRefused', 'orderOutcome'),
    },
  },
  setAside: {
    action: 'send',
    channel: channel('deadSubmissions'),
    title: 'Set aside what is no order',
    messages: messages('deadSubmissions', 'deadSubmission'),
  },
  queueWork: {
    action: 'send',
    channel: channel('jobs'),
    title: 'Wake the order-workers for orders, or for tasks that follow from them',
    messages: messages('jobs', 'job'),
  },
  ...Object.fromEntries(Object.keys(REPLY_CHANNELS).map(awaiting)),
  followChanges: {
    action: 'receive',
    channel: channel('changes'),
    title: 'Follow an order for those who watch it',
    messages: messages('changes', 'changed'),
  },
  tellChanges: {
    action: 'send',
    channel: channel('taskChanges'),
    title: 'Tell that a task has changed',
    messages: messages('taskChanges', 'changed'),
  },
  tellOutcome: {
    action: 'send',
    channel: channel('callbacks'),
    title: 'Send the outcome to the callback URL',
    messages: messages('callbacks', 'orderEnded'),
  },
};
