import type { OrderReply } from '@sluice/contracts';
import type { ReplyOutbox } from './reply-outbox.port';
import { readReturnTicket } from './return-ticket';

/** An order that came to rest, as far as its reply is concerned. */
export interface EndedOrder {
  orderId: string;
  correlationId: string;
  replyTo?: string | undefined;
  status: OrderReply['status'];
}

/** What became of a reply: sent, refused by the broker, or with an address that is none. */
export type SendingOutcome = 'sent' | 'failed' | 'unaddressable';

/** Told about every reply; the error is the outbox's. */
export type SendingObserver = (outcome: SendingOutcome, error?: unknown) => void;

/**
 * Tells whoever waits for an order that it has come to rest. Nobody waits for the sender: a reply that
 * is lost costs a caller some patience, never an order.
 */
export class ReplySender {
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly outbox: ReplyOutbox,
    private readonly observe: SendingObserver,
  ) {}

  /** Returns at once and never throws; does nothing for an order that nobody waits for. */
  tell({ orderId, correlationId, replyTo, status }: EndedOrder): void {
    if (replyTo === undefined) return;
    const ticket = readReturnTicket(replyTo, correlationId);
    if (!ticket) return this.observe('unaddressable');
    const reply: OrderReply = { v: 1, orderId, correlationId: ticket.correlationId, status };
    const sending = this.outbox.send(ticket.address, reply).then(
      () => this.observe('sent'),
      (error: unknown) => this.observe('failed', error),
    );
    this.underWay.add(sending);
    void sending.finally(() => this.underWay.delete(sending));
  }

  /** Lets the replies under way end, then closes the outbox; never rejects. */
  async close(): Promise<void> {
    await Promise.all(this.underWay);
    await this.outbox.close();
  }
}
