import { summarizeProblem } from '@sluice/contracts';
import type { Redis } from 'ioredis';
import type { BegunOrder, BegunTask } from './begin-verdicts';
import { readImmutablePart } from './order-header';
import { ORDERS } from './task-kind';
import { TaskLifecycle } from './task-lifecycle';

const OUT_OF_TIME = summarizeProblem(
  'backend-failed',
  'The time to live ran out while the backend took nothing in. Nothing was saved; submit the order again under a new order number, or ask an operator to retry this one.',
);

/** What quarantines an order that was never begun. */
export const ORDER_QUARANTINED = summarizeProblem(
  'order-quarantined',
  'Its job vanished several times before the order was begun, so it was set aside. The backend never saw it; an operator can retry it.',
);

/** The order's transitions after its intake. @see TaskLifecycle */
export class OrderLifecycle extends TaskLifecycle<BegunOrder> {
  /** @param retentionMs how long an order that ended stays readable */
  constructor(redis: Redis, retentionMs: number) {
    super(redis, ORDERS, {
      retentionMs,
      outOfTime: OUT_OF_TIME,
      quarantined: ORDER_QUARANTINED,
      read: readBegunOrder,
    });
  }
}

function readBegunOrder(begun: BegunTask, _orderId: string, part: string): BegunOrder {
  const { header, orderJson } = readImmutablePart(part);
  return {
    ...begun,
    orderJson: orderJson ?? '',
    correlationId: header.correlationId,
    traceparent: header.traceparent,
    replyTo: header.replyTo,
    acceptedAtMs: header.acceptedAtMs,
    expiresAtMs: header.expiresAtMs,
  };
}
