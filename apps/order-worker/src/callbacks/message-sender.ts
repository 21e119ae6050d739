import type { OnApplicationShutdown } from '@nestjs/common';
import { MESSAGE_HEADERS, type OrderMessageKind } from '@sluice/contracts';
import {
  createMessagePublisher,
  type MessageAddress,
  type MessagePublisher,
  type MessagingBroker,
  type MessagingSettings,
  NoSuchDestinationError,
} from '@sluice/reply-transports';
import type { BegunDelivery } from '@sluice/task-queue';
import { nextHop } from '../tasks/trace-context';
import type { CallbackAnswer } from './callback-caller';
import { deliveryBodyOf } from './delivery-body';

const ENDED: OrderMessageKind = 'ended';

/** As a receiver would say it over HTTP. */
const TAKEN: CallbackAnswer = { kind: 'answered', status: 202 };
const GONE: CallbackAnswer = { kind: 'answered', status: 410 };
const AWAY: CallbackAnswer = { kind: 'unanswered', why: 'connect' };

/** Sends outcomes to the response destinations of clients that speak messages. */
export class MessageSender implements OnApplicationShutdown {
  private readonly publishers = new Map<MessagingBroker, Promise<MessagePublisher>>();

  constructor(private readonly settings: MessagingSettings) {}

  /** Never rejects for what a broker can do. */
  async send(delivery: BegunDelivery, address: MessageAddress): Promise<CallbackAnswer> {
    if (delivery.order === null) throw new Error('a delivery without its order was handed out');
    const { correlationId } = delivery;
    const traceparent = nextHop(delivery.traceparent);
    const headers = {
      [MESSAGE_HEADERS.correlationId]: correlationId,
      [MESSAGE_HEADERS.kind]: ENDED,
      ...(traceparent === undefined ? {} : { [MESSAGE_HEADERS.traceparent]: traceparent }),
    };
    const body = deliveryBodyOf(delivery.order);
    const { destination } = address;
    try {
      const publisher = await this.publisherOf(address.broker);
      await publisher.publish({ destination, body, correlationId, headers });
      return TAKEN;
    } catch (error) {
      return error instanceof NoSuchDestinationError ? GONE : AWAY;
    }
  }

  /** At the very end: nothing is under way any more. Never rejects. */
  async onApplicationShutdown(): Promise<void> {
    const publishers = await Promise.all(this.publishers.values());
    await Promise.all(publishers.map((publisher) => publisher.close()));
    this.publishers.clear();
  }

  private publisherOf(broker: MessagingBroker): Promise<MessagePublisher> {
    const known = this.publishers.get(broker);
    if (known) return known;
    const made = createMessagePublisher(broker, this.settings);
    this.publishers.set(broker, made);
    return made;
  }
}
