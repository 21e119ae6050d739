import { ORDER_PRIORITIES, type OrderPriority } from '@sluice/contracts';
import { generationOf } from './order-id';

/** The lane in which a client's orders of one priority wait. */
export function laneOf(client: string, priority: OrderPriority = 'normal'): string {
  return `${client}:${letterOf(priority)}`;
}

/** A lane's letter, as the keys and scripts have it. */
export function letterOf(priority: OrderPriority): string {
  return priority.slice(0, 1);
}

function priorityOf(lane: string): OrderPriority {
  return ORDER_PRIORITIES.find((one) => lane.endsWith(`:${letterOf(one)}`)) ?? 'normal';
}

/** What is known of an order when it is taken in, apart from the order itself. */
export interface OrderOrigin {
  client: string;
  orderNumber: string;
  correlationId: string;
  /** W3C trace context of the request, if it came with one. */
  traceparent?: string | undefined;
  /** Where the reply goes: opaque, without a space; only if somebody waits for it. */
  replyTo?: string | undefined;
  /** Where the outcome is POSTed to, as the URL standard writes it (no space); only if asked for. */
  callbackUrl?: string | undefined;
  /** `normal` unless told. */
  priority?: OrderPriority | undefined;
}

/** The first line of a record's immutable part. */
export interface OrderHeader extends OrderOrigin {
  acceptedAtMs: number;
  /** Null for an order taken in synchronously: it has no deadline. */
  expiresAtMs: number | null;
  generation: string;
  priority: OrderPriority;
}

const ABSENT = '-';

/**
 * The immutable part of a record is one text: `acceptedAt expiresAt generation lane number
 * correlationId traceparent replyTo callbackUrl`, a line feed, then the order exactly as it goes to the
 * backend. The lane is `client:priority`. The script puts the two times in front, for they are by Redis'
 * clock. None of the words can hold a space, nor the client a colon: all are of checked alphabets.
 */
export function writeImmutablePart(
  orderId: string,
  origin: OrderOrigin,
  orderJson: string,
): string {
  return `${generationOf(orderId)} ${laneOf(origin.client, origin.priority)} ${origin.orderNumber} ${origin.correlationId} ${origin.traceparent ?? ABSENT} ${origin.replyTo ?? ABSENT} ${origin.callbackUrl ?? ABSENT}\n${orderJson}`;
}

type Tuple<Length extends number, Words extends string[] = []> = Words['length'] extends Length
  ? Words
  : Tuple<Length, [...Words, string]>;
type HeaderWords = Tuple<9>;

/** Splits a record's immutable part; `orderJson` is null when the record has been shrunk. */
export function readImmutablePart(text: string): { header: OrderHeader; orderJson: string | null } {
  const end = text.indexOf('\n');
  const words = (end < 0 ? text : text.slice(0, end)).split(' ') as HeaderWords;
  const [acceptedAt, expiresAt, generation, lane, orderNumber, correlationId] = words;
  const [, , , , , , traceparent, replyTo, callbackUrl] = words;
  const header: OrderHeader = {
    acceptedAtMs: Number(acceptedAt),
    expiresAtMs: expiresAt === '0' ? null : Number(expiresAt),
    generation,
    client: lane.slice(0, lane.lastIndexOf(':')),
    priority: priorityOf(lane),
    orderNumber,
    correlationId,
    ...(traceparent === ABSENT ? {} : { traceparent }),
    ...(replyTo === ABSENT ? {} : { replyTo }),
    ...(callbackUrl === ABSENT ? {} : { callbackUrl }),
  };
  return { header, orderJson: end < 0 ? null : text.slice(end + 1) };
}
