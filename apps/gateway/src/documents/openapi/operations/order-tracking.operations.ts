import { COMPLETED_ORDER } from '../examples';
import type { Operation } from '../operation';

const TRACKING = { tag: 'Tracking', role: 'client', asksRedis: true } as const;

const ORDER = {
  'application/json': { schema: 'Order', examples: { completed: { value: COMPLETED_ORDER } } },
} as const;

const READ = { ETag: 'always', 'Cache-Control': 'always', Vary: 'always' } as const;

export const ORDER_TRACKING_OPERATIONS: readonly Operation[] = [
  {
    ...TRACKING,
    method: 'get',
    path: '/v1/orders',
    id: 'findOrder',
    summary: 'Find an order by the number that you gave it',
    parameters: ['OrderNumber'],
    answers: {
      200: {
        description: 'The order, or none.',
        headers: { 'Cache-Control': 'always' },
        content: { 'application/json': { schema: 'FoundOrders' } },
        links: 'found-order',
      },
    },
    problems: ['invalid-request'],
  },
  {
    ...TRACKING,
    method: 'get',
    path: '/v1/orders/{id}',
    id: 'readOrder',
    summary: 'Read an order, and wait for its end if you prefer',
    description: 'Ids that are unknown, malformed or of somebody else are answered alike.',
    parameters: ['OrderId', 'Prefer', 'IfNoneMatch'],
    answers: {
      200: {
        description: 'The order as it is now.',
        headers: { ...READ, 'Retry-After': 'sometimes', 'Preference-Applied': 'sometimes' },
        content: ORDER,
      },
      304: {
        description: 'It is as you know it.',
        headers: { ...READ, 'Retry-After': 'sometimes', 'Preference-Applied': 'sometimes' },
      },
    },
    problems: ['not-found', 'order-expired'],
    problemHeaders: { Vary: 'sometimes', 'Preference-Applied': 'sometimes' },
  },
  {
    ...TRACKING,
    method: 'get',
    path: '/v1/orders/{id}/events',
    id: 'watchOrder',
    summary: 'Watch an order by Server-Sent Events',
    description:
      'Each event is named `status`; its `data` is the order as JSON, its `id` the revision. The state of the moment comes first; the stream ends after the terminal one.',
    parameters: ['OrderId', 'LastEventId'],
    answers: {
      200: {
        description: 'The stream.',
        headers: { 'X-Accel-Buffering': 'always' },
        content: { 'text/event-stream': { schema: 'OrderEvent' } },
      },
      204: { description: 'You have seen the last event; connect no more.' },
    },
    problems: ['not-found', 'order-expired', 'gateway-saturated', 'shutting-down'],
  },
  {
    ...TRACKING,
    method: 'delete',
    path: '/v1/orders/{id}',
    id: 'cancelOrder',
    summary: 'Cancel an order while it is queued',
    description: 'The backend will never see it. Cancelling it again changes nothing.',
    parameters: ['OrderId'],
    answers: { 200: { description: 'It is cancelled.', content: ORDER } },
    problems: ['not-found', 'order-not-cancellable'],
  },
];
