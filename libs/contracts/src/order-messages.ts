/** Where clients that speak messages submit orders: a queue, a subject or a topic of this name. */
export const SUBMISSIONS_CHANNEL = 'orders.submit';

/** Where submissions end up that are no orders and do not say who is to be told. */
export const DEAD_SUBMISSIONS_CHANNEL = 'orders.submit.dead';

/** Headers of messages, as brokers carry them beside the payload; all of them texts. */
export const MESSAGE_HEADERS = {
  correlationId: 'correlationId',
  replyTo: 'replyTo',
  idempotencyKey: 'idempotencyKey',
  orderTtl: 'orderTtl',
  orderPriority: 'orderPriority',
  orderNotBefore: 'orderNotBefore',
  traceparent: 'traceparent',
  kind: 'kind',
  location: 'location',
  reason: 'reason',
} as const;

/**
 * What a message to a response destination says: the order is taken in (its payload is the order), it
 * was not (a problem), or it has ended (the order again).
 */
export type OrderMessageKind = 'accepted' | 'refused' | 'ended';
