import { createBlockingClient, createCommandClient } from '@sluice/platform';
import type { ReplyTransport } from '../reply-transport';
import { SINGLE_INSTANCE_CAPABILITIES, SingleInstanceInbox } from './single-instance.inbox';
import { SingleInstanceOutbox } from './single-instance.outbox';

/** `single-instance`: the simplest thing that works, for exactly one gateway. */
export const SINGLE_INSTANCE: ReplyTransport = {
  capabilities: SINGLE_INSTANCE_CAPABILITIES,
  createInbox: ({ redisUrl, clientName, logger }) =>
    new SingleInstanceInbox(
      {
        blocking: () => createBlockingClient(redisUrl, `${clientName}-replies`),
        command: () => createCommandClient(redisUrl, `${clientName}-replies-lock`),
      },
      logger,
    ),
  createOutbox: ({ redisUrl, clientName }) =>
    new SingleInstanceOutbox(createCommandClient(redisUrl, `${clientName}-replies`)),
};
