import { summarizeProblem } from '@sluice/contracts';
import type { Redis } from 'ioredis';
import { CALLBACKS } from '../task-kind';
import { type QueueOptions, TaskQueue } from '../task-queue';
import type { BegunTask } from '../turn';
import { type Delivery, readDelivery } from './delivery';

/** A delivery handed out for one attempt. */
export interface BegunDelivery extends BegunTask, Omit<Delivery, 'deliveryId'> {}

/** What sets a delivery aside whose worker vanished again and again. */
export const CALLBACK_QUARANTINED = summarizeProblem(
  'callback-failed',
  'The workers that had the delivery vanished again and again, so it was set aside; an operator can retry it.',
);

/** The transitions of deliveries; they are queued by the step that ends their order. @see TaskQueue */
export class CallbackQueue extends TaskQueue<BegunDelivery> {
  /** @param retentionMs how long a delivery that ended is kept */
  constructor(redis: Redis, retentionMs: number, options: QueueOptions = {}) {
    // Deliveries have no deadline: their attempts end them.
    const rules = { retentionMs, outOfTime: CALLBACK_QUARANTINED, read: readBegunDelivery };
    super(redis, CALLBACKS, rules, options);
  }
}

function readBegunDelivery(begun: BegunTask, part: string): BegunDelivery {
  const { deliveryId: _id, ...delivery } = readDelivery(begun.taskId, part);
  return { ...begun, ...delivery };
}
