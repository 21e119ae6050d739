/** What a client sends; the benchmarks stand outside and build on the documented contract alone. */
export interface SampleOrder {
  orderNumber: string;
  customerId: string;
  currency: string;
  items: { sku: string; quantity: number; unitPrice: number }[];
  notes: string;
}

/** A plausible order of some 320 bytes with every kind of member that intake knows. */
export function sampleOrder(orderNumber: string): SampleOrder {
  return {
    orderNumber,
    customerId: 'customer-000042',
    currency: 'EUR',
    items: [
      { sku: 'book-the-pragmatic-engineer', quantity: 2, unitPrice: 3_450 },
      { sku: 'coffee-beans-dark-roast-1kg', quantity: 1, unitPrice: 1_890 },
    ],
    notes: 'Please leave the parcel with the neighbours if nobody opens the door.',
  };
}

/** The sample order as it is sent. */
export function sampleOrderText(orderNumber: string): string {
  return JSON.stringify(sampleOrder(orderNumber));
}
