import { textOption } from './suite-options.ts';

/** Tells the numbers of one run from those of the next, for a number is taken once. */
const RUN = textOption('run', Date.now().toString(36));

/** Some 320 bytes with every kind of member that intake knows. */
const MEMBERS = {
  customerId: 'customer-000042',
  currency: 'EUR',
  items: [
    { sku: 'book-the-pragmatic-engineer', quantity: 2, unitPrice: 3_450 },
    { sku: 'coffee-beans-dark-roast-1kg', quantity: 1, unitPrice: 1_890 },
  ],
  notes: 'Please leave the parcel with the neighbours if nobody opens the door.',
};
const REST = JSON.stringify(MEMBERS).slice(1);

let serial = 0;

/** A number that nobody has used: run, virtual user, its own count. */
export function newOrderNumber(): string {
  serial += 1;
  return `k6-${RUN}-${__VU}-${serial}`;
}

/** Put together as text: the generator should spend its time on sending. */
export function orderText(orderNumber: string): string {
  return `{"orderNumber":"${orderNumber}",${REST}`;
}

/** The same as a value, for whoever wants to change it. */
export function orderValue(orderNumber: string): Record<string, unknown> {
  return { orderNumber, ...MEMBERS };
}
