/** How soon a client wants an order begun, among its own and against those of others. */
export const ORDER_PRIORITIES = ['high', 'normal', 'low'] as const;

export type OrderPriority = (typeof ORDER_PRIORITIES)[number];
