import { isTerminal, ORDER_STATUSES, type OrderReply, type OrderStatus } from '@sluice/contracts';
import { isReplyCorrelationId } from './return-ticket';

/** A reply has some 200 characters; what is longer is none, and is not even parsed. */
export const LONGEST_REPLY = 1_024;

const MEMBERS = 'correlationId,orderId,status,v';
const ORDER_ID_PATTERN = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reply → text, as every transport carries it. */
export function writeOrderReply({ v, orderId, correlationId, status }: OrderReply): string {
  return JSON.stringify({ v, orderId, correlationId, status });
}

/** Text from a broker → reply; null for whatever is not exactly one. Never throws. */
export function readOrderReply(text: string): OrderReply | null {
  if (text.length > LONGEST_REPLY) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isOrderReply(value) ? value : null;
  } catch {
    return null;
  }
}

function isOrderReply(value: unknown): value is OrderReply {
  if (typeof value !== 'object' || value === null) return false;
  if (Object.keys(value).sort().join() !== MEMBERS) return false;
  const { v, orderId, correlationId, status } = value as Record<keyof OrderReply, unknown>;
  return (
    v === 1 &&
    typeof orderId === 'string' &&
    ORDER_ID_PATTERN.test(orderId) &&
    typeof correlationId === 'string' &&
    isReplyCorrelationId(correlationId) &&
    isEnding(status)
  );
}

function isEnding(status: unknown): boolean {
  return ORDER_STATUSES.some((known) => known === status) && isTerminal(status as OrderStatus);
}
