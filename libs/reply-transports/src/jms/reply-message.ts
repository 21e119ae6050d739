import type { Message } from 'rhea';

/** Nobody waits longer; unread replies must not pile up in the broker. */
const REPLY_TTL_MS = 60_000;

/** A reply as a message: whom it is for stands in a property, so that brokers can select by it. */
export function toReplyMessage(address: string, text: string, correlationId: string): Message {
  return {
    to: address,
    correlation_id: correlationId,
    body: text,
    ttl: REPLY_TTL_MS,
    durable: false,
  };
}

/** The text of a message; empty, and so no reply, when it holds something else. */
export function replyTextOf({ body }: Message): string {
  return typeof body === 'string' ? body : '';
}
