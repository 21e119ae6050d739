import type { OrderResponse, SubmitOrderRequest } from '@sluice/contracts';

const ID = '6f3a1c5e-27b4-8f10-9c3d-5a1be0f7d214';
const SELF = `/v1/orders/${ID}`;

/** An order as it is sent. */
export const SENT_ORDER: SubmitOrderRequest = {
  orderNumber: 'A-1',
  customerId: 'c-7',
  currency: 'EUR',
  items: [{ sku: 'book', quantity: 2, unitPrice: 1250 }],
  notes: 'Leave it with the neighbour.',
};

/** The same as it is answered right after. */
export const QUEUED_ORDER: OrderResponse = {
  id: ID,
  orderNumber: 'A-1',
  status: 'queued',
  acceptedAt: '2026-01-05T09:30:00.123Z',
  updatedAt: '2026-01-05T09:30:00.123Z',
  expiresAt: '2026-01-05T09:45:00.123Z',
  attempts: 0,
  links: { self: SELF, events: `${SELF}/events` },
};

/** One that is not to be begun before the evening. */
export const SCHEDULED_ORDER: OrderResponse = {
  ...QUEUED_ORDER,
  expiresAt: '2026-01-05T17:15:00.000Z',
  notBefore: '2026-01-05T17:00:00.000Z',
};

/** And when it is done. */
export const COMPLETED_ORDER: OrderResponse = {
  ...QUEUED_ORDER,
  status: 'completed',
  updatedAt: '2026-01-05T09:30:00.187Z',
  attempts: 1,
  result: { orderId: ID, orderNumber: 'A-1', savedAt: '2026-01-05T09:30:00.185Z' },
};
