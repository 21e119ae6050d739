import type { SubmitOrderRequest } from '@sluice/client';

/** Orders with numbers that no other run of the lab has taken. */
export function labOrders(count: number): SubmitOrderRequest[] {
  const run = Array.from(crypto.getRandomValues(new Uint8Array(5)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  return Array.from({ length: count }, (_, index) => ({
    orderNumber: `LAB-${run}-${index + 1}`,
    items: [{ sku: 'lab-sample', quantity: 1, unitPrice: 100 }],
  }));
}
