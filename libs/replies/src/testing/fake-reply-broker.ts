import type { OrderReply } from '@sluice/contracts';
import { writeOrderReply } from '../order-reply.codec';
import type { ReplyAddress } from '../reply-address';
import type { ReplyCapabilities } from '../reply-capabilities';
import { ReplyInbox, type ReplyListener } from '../reply-inbox.port';
import { ReplyOutbox } from '../reply-outbox.port';

/** A broker in memory: an address per inbox, replies arrive in the next turn of the event loop. */
export class FakeReplyBroker {
  readonly listeners = new Map<ReplyAddress, ReplyListener>();
  /** Whatever outboxes sent, in order. */
  readonly sent: { address: ReplyAddress; reply: OrderReply }[] = [];
  private serial = 0;

  createInbox(): FakeInbox {
    return new FakeInbox(this, `fake-${(this.serial += 1)}`);
  }

  createOutbox(): FakeOutbox {
    return new FakeOutbox(this);
  }

  deliver(address: ReplyAddress, text: string): void {
    setImmediate(() => this.listeners.get(address)?.(text));
  }
}

/** The inbox of {@link FakeReplyBroker}; a test may set `ready` and `refusing`. */
export class FakeInbox extends ReplyInbox {
  readonly capabilities = FAKE_CAPABILITIES;
  /** Correlation ids that were asked an address for and not released. */
  readonly held = new Set<string>();
  ready = false;
  refusing = false;

  constructor(
    private readonly broker: FakeReplyBroker,
    readonly address: ReplyAddress,
  ) {
    super();
  }

  async open(listener: ReplyListener): Promise<void> {
    this.broker.listeners.set(this.address, listener);
    this.ready = true;
  }

  addressFor(correlationId: string): ReplyAddress | Promise<ReplyAddress> {
    if (this.refusing) return Promise.reject(new Error('the fake broker refuses'));
    this.held.add(correlationId);
    return this.address;
  }

  release(correlationId: string): void {
    this.held.delete(correlationId);
  }

  async close(): Promise<void> {
    this.ready = false;
    this.broker.listeners.delete(this.address);
  }
}

/** The outbox of {@link FakeReplyBroker}; a test may set `failing`. */
export class FakeOutbox extends ReplyOutbox {
  failing = false;

  constructor(private readonly broker: FakeReplyBroker) {
    super();
  }

  async send(address: ReplyAddress, reply: OrderReply): Promise<void> {
    if (this.failing) throw new Error('the fake broker is away');
    this.broker.sent.push({ address, reply });
    this.broker.deliver(address, writeOrderReply(reply));
  }

  async close(): Promise<void> {}
}

/** What the fake can. */
export const FAKE_CAPABILITIES: ReplyCapabilities = {
  crossesProcesses: true,
  fansOut: false,
  needsAssignment: false,
  survivesRestart: false,
  needsCleanUp: false,
};
