import type { OrderResponse } from './order.response';
import type { ProblemDocument } from './problem';

/** What became of one order of a batch: it was taken in, or there is a problem with it. */
export type BatchResult =
  | { status: 202; order: OrderResponse }
  /** `location` is the order that stands in the way, if there is one. */
  | { status: number; problem: ProblemDocument; location?: string };

/** The answer to `POST /v1/orders/batch`: a result for each order, in the order of the request. */
export interface BatchResponse {
  results: BatchResult[];
}
