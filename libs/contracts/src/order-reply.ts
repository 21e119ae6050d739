import type { OrderStatus } from './order-status';

/**
 * What a worker tells the gateway that holds an order's caller. Only a hint that the order has come to
 * rest: the gateway answers from the order's record, so a forged or doubled reply can mislead nobody.
 */
export interface OrderReply {
  /** Version of this payload. */
  v: 1;
  orderId: string;
  correlationId: string;
  /** Terminal. */
  status: OrderStatus;
}
