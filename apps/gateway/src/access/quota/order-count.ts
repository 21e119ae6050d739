/** Orders that a body asks to take in: as many as a batch holds, else one. */
export function orderCountOf(body: unknown): number {
  const { orders } = (body ?? {}) as { orders?: unknown };
  return Array.isArray(orders) ? Math.max(1, orders.length) : 1;
}
