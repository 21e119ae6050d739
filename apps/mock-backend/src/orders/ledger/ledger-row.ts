/** One saved order. */
export interface LedgerRow {
  readonly orderId: string;
  readonly orderNumber: string;
  /** The order as JSON, exactly as it was delivered. */
  readonly orderText: string;
  /** Milliseconds since 1970. */
  readonly savedAtMs: number;
  /** How often this order was delivered up to now, the first time included. */
  readonly deliveries: number;
}

/** A row and its place in the order of saving. */
export interface LedgerEntry extends LedgerRow {
  readonly seq: number;
}
