import type { OrderRecord } from '@sluice/task-queue';

/** Whoever wants to know what becomes of one order. */
export interface OrderFollower {
  /**
   * Tells the order as it is now, at once after the following begins and after each change; the same
   * revision may come twice, those in between may be left out. Null: its record is gone.
   */
  told(order: OrderRecord | null): void;

  /** The process is shutting down: nothing more will be told. */
  dismissed(): void;
}
