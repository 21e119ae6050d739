/** When an order is refused for want of room. */
export interface IntakeLimits {
  /** Most orders that may be queued. */
  queueLimit: number;
  /** Oldest age of the backlog at which nothing more is taken in. */
  maxBacklogAgeMs: number;
  /** Time within which a queued order has to be begun. */
  orderTtlMs: number;
}

/** Share of the time to live at which a backlog counts as stale. */
export const STALE_SHARE_OF_TTL = 0.9;
