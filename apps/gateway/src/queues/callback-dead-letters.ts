import type { OrderStatus, ProblemSummary } from '@sluice/contracts';
import { type DeliveryRecord, orderPath, rfc3339 } from '@sluice/task-queue';
import { TaskDeadLetters } from './task-dead-letters';

/** The delivery of an outcome to a client's `callbackUrl`, for operators. */
export interface CallbackResponse {
  /** The receiver's `webhook-id`. */
  id: string;
  status: OrderStatus;
  client: string;
  url: string;
  attempts: number;
  updatedAt: string;
  error?: ProblemSummary;
  links: { order: string };
}

/** Callbacks that were given up. */
export class CallbackDeadLetters extends TaskDeadLetters<DeliveryRecord> {}

export function toCallbackResponse(delivery: DeliveryRecord): CallbackResponse {
  const { deliveryId: id, status, client, url, attempts, error } = delivery;
  const updatedAt = rfc3339(delivery.updatedAtMs);
  const links = { order: orderPath(delivery.orderId) };
  return { id, status, client, url, attempts, updatedAt, ...(error ? { error } : {}), links };
}
