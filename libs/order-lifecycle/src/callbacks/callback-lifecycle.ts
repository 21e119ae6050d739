import { summarizeProblem } from '@sluice/contracts';
import type { Redis } from 'ioredis';
import type { BegunTask } from '../begin-verdicts';
import { CALLBACKS } from '../task-kind';
import { TaskLifecycle } from '../task-lifecycle';
import { type Delivery, readDelivery } from './delivery';

/** A delivery handed out for one attempt. */
export interface BegunDelivery extends BegunTask, Omit<Delivery, 'deliveryId' | 'orderId'> {}

/** What sets a delivery aside whose worker vanished again and again. */
export const CALLBACK_QUARANTINED = summarizeProblem(
  'callback-failed',
  'The workers that had the delivery vanished again and again, so it was set aside; an operator can retry it.',
);

/** The transitions of deliveries; they are queued by the step that ends their order. @see TaskLifecycle */
export class CallbackLifecycle extends TaskLifecycle<BegunDelivery> {
  /** @param retentionMs how long a delivery that ended is kept */
  constructor(redis: Redis, retentionMs: number) {
    super(redis, CALLBACKS, {
      retentionMs,
      // Deliveries have no deadline: their attempts end them.
      outOfTime: CALLBACK_QUARANTINED,
      quarantined: CALLBACK_QUARANTINED,
      read: readBegunDelivery,
    });
  }
}

function readBegunDelivery(begun: BegunTask, taskId: string, part: string): BegunDelivery {
  return { ...begun, ...readDelivery(taskId, part) };
}
