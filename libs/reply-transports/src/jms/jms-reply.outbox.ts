import type { OrderReply } from '@sluice/contracts';
import { type ReplyAddress, ReplyOutbox, writeOrderReply } from '@sluice/replies';
import type { Connection, Delivery, EventContext, Sender } from 'rhea';
import { within } from '../within';
import { AmqpLine } from './amqp-line';
import { toReplyMessage } from './reply-message';

const SEND_TIMEOUT_MS = 3_000;

interface Sending {
  resolve: () => void;
  reject: (error: Error) => void;
}

/**
 * Sends replies to any queue over one link, which names none: a link for each address would cost a
 * round trip, and have to be cleaned up. A queue that is gone is the broker's to refuse.
 */
export class JmsReplyOutbox extends ReplyOutbox {
  private readonly line: AmqpLine;
  private readonly onTheirWay = new Map<Delivery, Sending>();
  private readonly onSendable = new Set<() => void>();
  private sender: Sender | undefined;

  constructor(amqpUrl: string, clientName: string) {
    super();
    this.line = new AmqpLine(amqpUrl, clientName, {
      up: (connection) => this.openSender(connection),
      down: () => this.lost(),
    });
  }

  async send(address: ReplyAddress, reply: OrderReply): Promise<void> {
    await this.sendText(address, writeOrderReply(reply), reply.correlationId);
  }

  /** As {@link send}, of any text. */
  async sendText(address: ReplyAddress, text: string, correlationId: string): Promise<void> {
    const sending = this.sendable().then((sender) =>
      this.settled(sender.send(toReplyMessage(address, text, correlationId))),
    );
    sending.catch(() => undefined);
    await within(SEND_TIMEOUT_MS, sending, 'sending a reply over AMQP');
  }

  async close(): Promise<void> {
    await this.line.close();
    this.lost();
  }

  private openSender(connection: Connection): void {
    const sender = connection.open_sender({ target: {} });
    sender.on('sendable', () => this.canSend(sender));
    sender.on('accepted', (context: EventContext) => this.take(context)?.resolve());
    for (const refusal of ['rejected', 'released', 'modified']) {
      sender.on(refusal, (context: EventContext) =>
        this.take(context)?.reject(new Error(`the broker has ${refusal} the reply`)),
      );
    }
    sender.on('sender_close', this.line.renew);
  }

  private canSend(sender: Sender): void {
    this.sender = sender;
    for (const goOn of this.onSendable) goOn();
    this.onSendable.clear();
  }

  private async sendable(): Promise<Sender> {
    while (!this.sender?.sendable()) {
      await new Promise<void>((resolve) => this.onSendable.add(resolve));
    }
    return this.sender;
  }

  private settled(delivery: Delivery): Promise<void> {
    return new Promise((resolve, reject) => this.onTheirWay.set(delivery, { resolve, reject }));
  }

  private take({ delivery }: EventContext): Sending | undefined {
    if (!delivery) return undefined;
    const sending = this.onTheirWay.get(delivery);
    this.onTheirWay.delete(delivery);
    return sending;
  }

  private lost(): void {
    this.sender = undefined;
    const error = new Error('the connection to the broker was lost');
    for (const { reject } of this.onTheirWay.values()) reject(error);
    this.onTheirWay.clear();
  }
}
