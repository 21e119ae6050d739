import type { Breakage } from '../suite.model.ts';

/** Ways to break what suites are about, in their settings or in the built code. */

export const NO_WORKER: Breakage = {
  what: 'no order-worker runs',
  stops: 'order-worker',
  breaks: 'completion_time',
};

export const WIDE_POOL: Breakage = {
  what: 'twice the synchronous pool',
  env: { SYNC_MAX_IN_FLIGHT: '80' },
  breaks: 'burst_refused: count>=',
};

export const TTL_IGNORED: Breakage = {
  what: 'orders never expire',
  env: { ORDER_TTL_MS: '900000' },
  breaks: 'burst_expired: count>=',
};

export const QUEUE_LIMIT_IGNORED: Breakage = {
  what: 'the queue has no limit',
  env: { QUEUE_LIMIT: '100000000' },
  breaks: 'orders_refused: count>=1',
};

export const NO_RETRY_AFTER: Breakage = {
  what: 'a refusal does not say when to come again',
  patches: [
    {
      apps: ['gateway'],
      file: 'apps/gateway/src/order-intake/sync-orders.controller.js',
      find: "detail, { headers: { 'retry-after': '1' } }",
      replace: 'detail',
    },
  ],
  breaks: 'refused: Retry-After',
};

/** The backend says that it has saved an order, and one in ten it has not. */
export const LOST_ORDERS: Breakage = {
  what: 'one order in ten is lost after it was accepted',
  patches: [
    {
      apps: ['mock-backend'],
      file: 'apps/mock-backend/src/orders/intake/order-intake.js',
      find: 'const reveal = await this.ledger.save(row);',
      replace: `this.losses = (this.losses ?? 0) + 1;
        const reveal = this.losses % 10 === 0 ? undefined : await this.ledger.save(row);`,
    },
  ],
  breaks: 'was accepted and is completed, not saved',
};

export const NO_LOCATION: Breakage = {
  what: 'a 202 does not say where its order is',
  patches: [
    {
      apps: ['gateway'],
      file: 'apps/gateway/src/order-intake/intake-answers.js',
      find: `.header('content-type', JSON_TYPE)
            .header('location', (0, order_mapper_1.orderPath)(orderId))`,
      replace: ".header('content-type', JSON_TYPE)",
    },
  ],
  breaks: 'async: Location',
};

export const NO_WAIT: Breakage = {
  what: 'nobody who prefers to wait is waited for',
  env: { BRIDGE_MAX_WAIT_MS: '1' },
  breaks: 'completed: 200',
};
