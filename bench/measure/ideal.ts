import type { BackendProfile } from './backend-ledger.ts';

/**
 * The shortest time in which a backend can save `orders`, in milliseconds: as many at once as it and
 * its callers allow, one after the other without a gap. Undefined when its latency is not fixed.
 * @param atOnce most calls that the callers keep under way; Infinity for no bound
 */
export function idealMs(
  { latency, workers }: Pick<BackendProfile, 'latency' | 'workers'>,
  orders: number,
  atOnce: number,
): number | undefined {
  if (latency.kind !== 'fixed' || latency.ms === undefined) return undefined;
  return Math.ceil(orders / Math.min(orders, workers ?? Infinity, atOnce)) * latency.ms;
}
