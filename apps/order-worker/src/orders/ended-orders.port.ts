import type { TerminalStatus } from '@sluice/contracts';

/** An order that this worker brought to its end. */
export interface EndedOrder {
  readonly orderId: string;
  readonly correlationId: string;
  /** Where somebody waits for it. */
  readonly replyTo?: string | undefined;
  readonly status: TerminalStatus;
}

/** Whoever wants to know of orders that ended. */
export abstract class EndedOrders {
  /** Returns at once and never throws: the next order waits. */
  abstract tell(order: EndedOrder): void;
}
