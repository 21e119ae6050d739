import { NatsContext, ServerNats } from '@nestjs/microservices';
import type { Msg } from '@nats-io/transport-node';
import { DEAD_SUBMISSIONS_CHANNEL, MESSAGE_HEADERS, SUBMISSIONS_CHANNEL } from '@sluice/contracts';
import { NATS_PATIENCE } from '@sluice/reply-transports';
import type { OrderMessage } from '../order-message';

const QUEUE_GROUP = 'sluice-gateways';

/** What the server needs of its client to pass on what is no order. */
interface Publishing {
  publish(subject: string, data: Uint8Array): void;
}

/**
 * Nest's NATS transport for messages as any client writes them; a queue group, so that one of several
 * gateways takes each. Core NATS keeps nothing: for its sender a submission counts when the answer
 * has come, and sending it again is safe.
 */
export class NatsOrdersServer extends ServerNats {
  constructor(natsUrl: string) {
    super({ servers: [natsUrl], queue: QUEUE_GROUP, ...NATS_PATIENCE });
  }

  /** Without NATS the gateway starts all the same; messages come as soon as it is there. */
  override listen(callback: () => void): Promise<void> {
    void super.listen(() => undefined);
    callback();
    return Promise.resolve();
  }

  override async handleMessage(_channel: string, message: Msg): Promise<void> {
    const packet = { pattern: SUBMISSIONS_CHANNEL, data: this.orderMessageOf(message) };
    const context = new NatsContext([message.subject, message.headers]);
    await this.handleEvent(SUBMISSIONS_CHANNEL, packet, context);
  }

  private orderMessageOf({ data, headers, reply }: Msg): OrderMessage {
    const forward = (subject: string): void => this.unwrap<Publishing>().publish(subject, data);
    return {
      body: Buffer.from(data),
      header: (name) => {
        const value = headers?.get(name) ?? '';
        if (value !== '') return value;
        return name === MESSAGE_HEADERS.replyTo ? reply : undefined;
      },
      done: () => undefined,
      bury: () => forward(DEAD_SUBMISSIONS_CHANNEL),
      // Nobody keeps it: its sender hears nothing and sends it again.
      putBack: () => undefined,
    };
  }
}
