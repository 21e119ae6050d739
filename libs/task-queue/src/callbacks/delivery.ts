import { type OrderRecord, readOrderRecord } from '../order-record';

const ORDER_ID_LENGTH = 36;
const ABSENT = '-';

/**
 * The news of how an order ended, on its way to the client's `callbackUrl`. Its id is `<order
 * id>-<revision>`: constant over all attempts, and another one when the order ends again after an
 * operator's replay.
 */
export interface Delivery {
  deliveryId: string;
  orderId: string;
  client: string;
  /** When the order ended. */
  endedAtMs: number;
  correlationId: string;
  /** W3C trace context of the request that submitted the order. */
  traceparent?: string;
  url: string;
  /** The order as it was when it ended; null once the delivery has ended itself. */
  order: OrderRecord | null;
}

/** Reads the immutable part of a delivery's record, as `lua/notify.lua` writes it. */
export function readDelivery(deliveryId: string, part: string): Delivery {
  const end = part.indexOf('\n');
  const words = (end < 0 ? part : part.slice(0, end)).split(' ');
  const [endedAt, , , lane, correlationId, traceparent, url] = words as DeliveryWords;
  const orderId = deliveryId.slice(0, ORDER_ID_LENGTH);
  return {
    deliveryId,
    orderId,
    client: lane.slice(0, lane.lastIndexOf(':')),
    endedAtMs: Number(endedAt),
    correlationId,
    ...(traceparent === ABSENT ? {} : { traceparent }),
    url,
    order: end < 0 ? null : readCopy(orderId, part.slice(end + 1)),
  };
}

type DeliveryWords = [string, string, string, string, string, string, string];

function readCopy(orderId: string, json: string): OrderRecord | null {
  return readOrderRecord(orderId, JSON.parse(json) as Record<string, string>);
}
