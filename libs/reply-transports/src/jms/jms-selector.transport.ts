import { once } from 'node:events';
import { isReplyCorrelationId, type ReplyAddress } from '@sluice/replies';
import { type Connection, filter, type Receiver, type ReceiverOptions } from 'rhea';
import type { ReplyTransport } from '../reply-transport';
import { within } from '../within';
import { JmsReplyOutbox } from './jms-reply.outbox';
import { JmsInbox } from './jms.inbox';

const CAPABILITIES = {
  crossesProcesses: true,
  fansOut: false,
  needsAssignment: false,
  survivesRestart: false,
  needsCleanUp: true,
};

const QUEUE = 'sluice.replies';
const LINK_TIMEOUT_MS = 1_500;

/** One reply is waited for; another one at most is on its way twice. */
const CREDIT = 2;

/**
 * One queue for all replies of all gateways; who waits for one asks the broker for exactly that
 * message. Routing costs no address, but each caller a link, and the broker a look at every unread
 * message: replies whose callers have gone stay until their time to live ends.
 */
export class JmsSelectorInbox extends JmsInbox {
  readonly capabilities = CAPABILITIES;
  private readonly links = new Map<string, Receiver>();
  private standing = false;

  get ready(): boolean {
    return this.standing;
  }

  /** Resolves when the broker has attached the link that asks for this reply. */
  async addressFor(correlationId: string): Promise<ReplyAddress> {
    const { connection } = this;
    if (!connection || !this.standing) throw new Error('the broker is away: replies do not arrive');
    const attached = once(this.ask(connection, correlationId), 'receiver_open');
    await within(LINK_TIMEOUT_MS, attached, 'asking the broker for a reply');
    return QUEUE;
  }

  release(correlationId: string): void {
    const link = this.links.get(correlationId);
    this.links.delete(correlationId);
    if (link && this.connection) link.close();
  }

  /** A link that takes nothing keeps the queue from coming and going with every caller. */
  protected begin(connection: Connection): void {
    const keeper = connection.open_receiver({ ...sourceOf(''), credit_window: 0 });
    keeper.on('receiver_open', () => {
      this.standing = true;
      this.becameReady();
    });
    for (const correlationId of this.links.keys()) this.ask(connection, correlationId);
  }

  protected override lost(): void {
    super.lost();
    this.standing = false;
  }

  private ask(connection: Connection, correlationId: string): Receiver {
    const link = this.receive(connection, { ...sourceOf(correlationId), credit_window: CREDIT });
    this.links.set(correlationId, link);
    return link;
  }
}

/** @throws Error of an id that could end the text in the selector */
function sourceOf(correlationId: string): ReceiverOptions {
  if (correlationId !== '' && !isReplyCorrelationId(correlationId)) {
    throw new Error('not a correlation id');
  }
  const selector = filter.selector(`JMSCorrelationID = '${correlationId}'`);
  return { source: { address: QUEUE, capabilities: ['queue'], filter: selector } };
}

/** `jms-selector`. */
export const JMS_SELECTOR: ReplyTransport = {
  capabilities: CAPABILITIES,
  createInbox: ({ amqpUrl, clientName }) => new JmsSelectorInbox(amqpUrl, clientName),
  createOutbox: ({ amqpUrl, clientName }) => new JmsReplyOutbox(amqpUrl, clientName),
};
