import type { OrderRecord } from '@sluice/task-queue';

/**
 * The strong entity tag of an order's representation: every change of the record raises its revision,
 * and no two orders share an id. The time tells revisions apart that were given twice, because Redis
 * lost the first one.
 */
export function etagOf({ orderId, revision, updatedAtMs }: OrderRecord): string {
  return `"${orderId}.${revision}.${updatedAtMs.toString(36)}"`;
}
