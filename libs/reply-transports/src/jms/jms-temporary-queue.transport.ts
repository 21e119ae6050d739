import type { ReplyAddress } from '@sluice/replies';
import type { Connection } from 'rhea';
import type { ReplyTransport } from '../reply-transport';
import { JmsReplyOutbox } from './jms-reply.outbox';
import { JmsInbox } from './jms.inbox';

const CAPABILITIES = {
  crossesProcesses: true,
  fansOut: false,
  needsAssignment: false,
  survivesRestart: false,
  needsCleanUp: false,
};

/**
 * A queue that the broker makes up for this gateway and deletes with its connection. One serves all
 * callers: a queue for each would make the broker create and delete two a request. After a lost
 * connection there is another queue, and replies to the old one are refused.
 */
export class JmsTemporaryQueueInbox extends JmsInbox {
  readonly capabilities = CAPABILITIES;
  private queue: ReplyAddress | undefined;

  get ready(): boolean {
    return this.queue !== undefined;
  }

  /** @throws Error while the broker is away */
  addressFor(): ReplyAddress {
    if (this.queue === undefined) throw new Error('the broker is away: no queue for replies');
    return this.queue;
  }

  release(): void {
    // The queue is the gateway's, not the caller's.
  }

  protected begin(connection: Connection): void {
    const source = { address: '', dynamic: true, capabilities: ['temporary-queue'] };
    const receiver = this.receive(connection, { source });
    receiver.on('receiver_open', () => {
      this.queue = receiver.source.address;
      this.becameReady();
    });
  }

  protected override lost(): void {
    super.lost();
    this.queue = undefined;
  }
}

/** `jms-temporary-queue`. */
export const JMS_TEMPORARY_QUEUE: ReplyTransport = {
  capabilities: CAPABILITIES,
  createInbox: ({ amqpUrl, clientName }) => new JmsTemporaryQueueInbox(amqpUrl, clientName),
  createOutbox: ({ amqpUrl, clientName }) => new JmsReplyOutbox(amqpUrl, clientName),
};
