/** `queued → processing → completed | failed | expired | cancelled`; the last four are final. */
export const ORDER_STATUSES = [
  'queued',
  'processing',
  'completed',
  'failed',
  'expired',
  'cancelled',
] as const;

export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const TERMINAL_STATUSES = ['completed', 'failed', 'expired', 'cancelled'] as const;

export type TerminalStatus = (typeof TERMINAL_STATUSES)[number];

/** Whether an order with this status has ended for good. */
export function isTerminal(status: OrderStatus): status is TerminalStatus {
  return (TERMINAL_STATUSES as readonly OrderStatus[]).includes(status);
}
