import type { SeededRandom } from '../random/seeded-random.ts';

/** Its text in an order makes the harness' poison failpoints recognise it. */
export const POISON_MARK = 'poisonous';

/** A valid order as JSON text, different for every number. */
export function draftOrder(orderNumber: string, random: SeededRandom, notes?: string): string {
  const items = Array.from({ length: random.integer(1, 3) }, () => ({
    sku: random.pick(['book', 'pen', 'ink 50 ml', 'paper A4']),
    quantity: random.integer(1, 9),
    unitPrice: random.integer(0, 99_999),
  }));
  const order = { orderNumber, customerId: `c-${random.integer(1, 500)}`, currency: 'EUR', items };
  return JSON.stringify(notes === undefined ? order : { ...order, notes });
}
