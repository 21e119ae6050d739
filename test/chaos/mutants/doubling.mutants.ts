import { LIFECYCLE, type Mutant } from './mutant.ts';
import type { LoadMix } from '../load/arrival.ts';
import { killAt, linksFor } from './scripted-fault.ts';

const NONE: LoadMix = {
  keyed: 0,
  unkeyed: 0,
  sync: 0,
  'short-lived': 0,
  cancelled: 0,
  twice: 0,
  duplicate: 0,
  reworded: 0,
};
const UNKEYED_ONLY: LoadMix = { ...NONE, unkeyed: 1 };

/** A backend that takes a repeated delivery for a new one: what the order id as key prevents. */
const backendIdempotencyOff: Mutant = {
  name: 'backend idempotency off',
  about: 'the backend saves an order as often as it is delivered',
  patches: [
    {
      apps: ['mock-backend'],
      file: 'apps/mock-backend/src/orders/intake/order-intake.js',
      find: 'deliver(delivery) {',
      replace: `deliver(given) {
        this.deliveries = (this.deliveries ?? 0) + 1;
        const isNew = !this.pending.has(given.orderId) && !this.ledger.find(given.orderId);
        const delivery = isNew ? given : { ...given, orderId: given.orderId + '~' + this.deliveries };`,
    },
  ],
  faults: [
    killAt(1_500, 'order-worker-1', 'before-settle'),
    linksFor(5_500, 2_500, 'worker', 'backend', { kind: 'drop-reply' }),
  ],
  shape: { gateways: 1, workers: 2 },
  windowMs: 9_000,
  expected: ['doubled'],
};

/** Ids that do not follow from the order: the same order sent again is another one. */
const randomIds: Mutant = {
  name: 'random order ids',
  about: 'an order id is random, and a reply of Redis gets lost',
  patches: [
    {
      apps: ['gateway'],
      file: `${LIFECYCLE}/order-id.js`,
      find: '.hex(`${client} ${orderNumber}`)',
      replace: '.hex(String(Math.random()))',
    },
  ],
  faults: [linksFor(2_000, 3_000, 'gateway', 'redis', { kind: 'drop-reply' })],
  // Nobody sends anything twice but those who got no answer.
  mix: UNKEYED_ONLY,
  shape: { gateways: 2, workers: 1 },
  windowMs: 6_000,
  expected: ['doubled'],
};

export const DOUBLING_MUTANTS: Mutant[] = [backendIdempotencyOff, randomIds];
