import { isReplyAddress, type ReplyAddress } from './reply-address';

/** Where a reply goes and for which of the callers there it is. */
export interface ReturnTicket {
  /**
   * Chosen by the gateway, for this one wait. The request's `X-Correlation-Id` would not do: clients
   * choose it, and give the same one to several requests.
   */
  correlationId: string;
  address: ReplyAddress;
}

const CORRELATION_ID_PATTERN = /^[A-Za-z0-9._-]{1,64}$/;
const TICKET_PATTERN = /^~([A-Za-z0-9._-]{1,64})~(.+)$/;

/** Whether a text can stand for one wait in a reply. */
export function isReplyCorrelationId(text: string): boolean {
  return CORRELATION_ID_PATTERN.test(text);
}

/** The one word of an order's record that tells where its reply goes. */
export function writeReturnTicket({ correlationId, address }: ReturnTicket): string {
  return `~${correlationId}~${address}`;
}

/**
 * Reads the `replyTo` of a record. A plain address, of somebody who waits for all replies there, has
 * the order's own correlation id. Null for what cannot be replied to.
 */
export function readReturnTicket(replyTo: string, orderCorrelationId: string): ReturnTicket | null {
  const [, correlationId = orderCorrelationId, address = replyTo] =
    TICKET_PATTERN.exec(replyTo) ?? [];
  if (!isReplyAddress(address) || !isReplyCorrelationId(correlationId)) return null;
  return { correlationId, address };
}
