import type { OrderStatus } from './order-status';
import type { ProblemSummary } from './problem';

/** The order resource as every path answers it. Times are RFC 3339 in UTC with milliseconds. */
export interface OrderResponse {
  id: string;
  orderNumber: string;
  status: OrderStatus;
  acceptedAt: string;
  updatedAt: string;
  /** When a queued order stops being worth doing; null for an order taken in synchronously. */
  expiresAt: string | null;
  /** Before which it is not begun; only of an order that was submitted with such a time. */
  notBefore?: string;
  /** How often the order was sent towards the backend; never goes down. */
  attempts: number;
  /** What the backend answered, null when that could not be kept; only of a completed order. */
  result?: unknown;
  /** What went wrong and how to recover; only of a failed order. */
  error?: ProblemSummary;
  links: { self: string; events: string };
}
