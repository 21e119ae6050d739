import type { JsonObject } from '../json-object';

const channel = (name: string): JsonObject => ({ $ref: `#/channels/${name}` });
const messages = (place: string, ...names: string[]): JsonObject[] =>
  names.map((name) => ({ $ref: `#/channels/${place}/messages/${name}` }));

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
  queueOrder: {
    action: 'send',
    channel: channel('jobs'),
    title: 'Queue an order for the workers',
    messages: messages('jobs', 'orderJob'),
  },
  awaitReply: {
    action: 'receive',
    channel: channel('replies'),
    title: 'Bring the reply back to the caller who waits',
    messages: messages('replies', 'orderReply'),
  },
  followChanges: {
    action: 'receive',
    channel: channel('changes'),
    title: 'Follow an order for those who watch it',
    messages: messages('changes', 'orderChanged'),
  },
  tellOutcome: {
    action: 'send',
    channel: channel('callbacks'),
    title: 'Send the outcome to the callback URL',
    messages: messages('callbacks', 'orderEnded'),
  },
};
