import { NatsContext, ServerNats } from '@nestjs/microservices';
import {
  headers as createHeaders,
  type Msg,
  type MsgHdrs,
  type PublishOptions,
} from '@nats-io/transport-node';
import { DEAD_SUBMISSIONS_CHANNEL, MESSAGE_HEADERS, SUBMISSIONS_CHANNEL } from '@sluice/contracts';
import { NATS_PATIENCE } from '@sluice/reply-transports';
import type { OrderMessage } from '../order-message';

const QUEUE_GROUP = 'sluice-gateways';

/** Whoever starts a gateway and forgot NATS is told. */
const SILENT_FOR_MS = 2_000;

/** What the server needs of its client to pass on what is no order. */
interface Publishing {
  publish(subject: string, data: Uint8Array, options: PublishOptions): void;
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
    const patience = setTimeout(() => {
      this.logger.warn('orders cannot be read: NATS cannot be reached yet');
    }, SILENT_FOR_MS).unref();
    void super.listen(() => clearTimeout(patience));
    callback();
    return Promise.resolve();
  }

  override async handleMessage(_channel: string, message: Msg): Promise<void> {
    const packet = { pattern: SUBMISSIONS_CHANNEL, data: this.orderMessageOf(message) };
    const context = new NatsContext([message.subject, message.headers]);
    await this.handleEvent(SUBMISSIONS_CHANNEL, packet, context);
  }

  private orderMessageOf({ data, headers, reply }: Msg): OrderMessage {
    const bury = (options: PublishOptions): void =>
      this.unwrap<Publishing>().publish(DEAD_SUBMISSIONS_CHANNEL, data, options);
    return {
      body: Buffer.from(data),
      header: (name) => {
        // NATS says an empty text for what a message does not have.
        const value = headers?.get(name) || (name === MESSAGE_HEADERS.replyTo && reply);
        return value || undefined;
      },
      done: () => undefined,
      bury: (reason) => bury({ headers: withReason(headers, reason), ...(reply && { reply }) }),
      // Nobody keeps it: its sender hears nothing and sends it again.
      putBack: () => undefined,
    };
  }
}

function withReason(given: MsgHdrs | undefined, reason: string): MsgHdrs {
  const headers = createHeaders();
  for (const name of given?.keys() ?? []) headers.set(name, given?.get(name) ?? '');
  headers.set(MESSAGE_HEADERS.reason, reason);
  return headers;
}
