import { summarizeProblem } from '@sluice/contracts';
import type { Redis } from 'ioredis';
import { readImmutablePart } from './order-header';
import { ORDERS } from './task-kind';
import { type QueueOptions, TaskQueue } from './task-queue';
import type { BegunTask } from './turn';

/** An order handed out for one attempt. */
export interface BegunOrder extends BegunTask {
  /** Exactly as it goes to the backend. */
  orderJson: string;
  correlationId: string;
  traceparent?: string | undefined;
  /** Where somebody waits for the outcome. */
  replyTo?: string | undefined;
  acceptedAtMs: number;
  /** Null for an order taken in synchronously. */
  expiresAtMs: number | null;
}

const OUT_OF_TIME = summarizeProblem(
  'backend-failed',
  'The time to live ran out while the backend took nothing in. Nothing was saved; submit the order again under a new order number, or ask an operator to retry this one.',
);

/** The order's transitions after its intake. @see TaskQueue */
export class OrderQueue extends TaskQueue<BegunOrder> {
  /** @param retentionMs how long an order that ended stays readable */
  constructor(redis: Redis, retentionMs: number, options: QueueOptions = {}) {
    super(redis, ORDERS, { retentionMs, outOfTime: OUT_OF_TIME, read: readBegunOrder }, options);
  }
}

function readBegunOrder(begun: BegunTask, part: string): BegunOrder {
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
