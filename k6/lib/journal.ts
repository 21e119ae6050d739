import { Counter } from 'k6/metrics';

/**
 * What a client was told about an order. `npm run k6` reads these lines after the run and holds them
 * against the backend's own ledger.
 */
export type Told = 'accepted' | 'refused' | 'cancelled' | 'expired' | 'completed';

const accepted = new Counter('orders_accepted');
const refused = new Counter('orders_refused');

/** One line of k6's log: `order <told> <number> <id or code> <ms since 1970>`. */
export function note(told: Told, orderNumber: string, detail: string): void {
  if (told === 'accepted') accepted.add(1);
  if (told === 'refused') refused.add(1);
  console.log(`order ${told} ${orderNumber} ${detail || '-'} ${Date.now()}`);
}

/** When the load began, for everything that is measured from outside. */
export function noteBegin(atMs: number): void {
  console.log(`began ${atMs}`);
}

/** When a suite with a clock of its own started it. */
export function noteClock(atMs: number): void {
  console.log(`clock ${atMs}`);
}
