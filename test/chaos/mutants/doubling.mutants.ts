import { luaFile, type Mutant, TASK_QUEUE } from './mutant.ts';
import { UNKEYED_ONLY } from './plain-load.ts';
import { killAt, linksFor } from './scripted-fault.ts';

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
      file: `${TASK_QUEUE}/order-id.js`,
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

/** An id goes back into its lane when it is begun, and is begun once more, whoever holds it. */
const begunTwice: Mutant = {
  name: 'begun twice',
  about: 'the same order is handed out twice',
  patches: [
    {
      apps: ['order-worker'],
      file: luaFile('turn'),
      find: 'looks = looks + #ids',
      replace: `looks = looks + #ids
  for _, id in ipairs(ids) do
    if call('HEXISTS', record_key(id), 's') == 0 then call('LPUSH', lane_key(lane), id) end
  end`,
    },
    {
      apps: ['order-worker'],
      file: luaFile('turn'),
      find: 'if not is_waiting then return nil end',
      replace: "if not is_waiting and not (is_ours and status == 'processing') then return nil end",
    },
    {
      // The books are right, so that only the second attempt tells.
      apps: ['order-worker'],
      file: luaFile('turn'),
      find: "if not is_fresh and priority_of(from) ~= 'r' then",
      replace:
        "if (status == 'cancelled' or status == 'expired') and priority_of(from) ~= 'r' then",
    },
  ],
  faults: [],
  mix: UNKEYED_ONLY,
  shape: { gateways: 1, workers: 2 },
  windowMs: 6_000,
  expected: ['doubled'],
};

export const DOUBLING_MUTANTS: Mutant[] = [backendIdempotencyOff, randomIds, begunTwice];
