import type { Answer, Operation } from '../operation';
import { narrowed } from '../schemas/request-schemas';
import { COMPLETED_ORDER, QUEUED_ORDER, SCHEDULED_ORDER, SENT_ORDER } from '../examples';

const ORDER_BODY: Operation['body'] = {
  content: {
    'application/json': {
      schema: 'SubmitOrderRequest',
      examples: { order: { summary: 'An order for two books', value: SENT_ORDER } },
    },
  },
};

const CALLBACK =
  'A `callbackUrl` has to lead to the public internet, and is refused where the gateway has no secret to sign with.';

const QUOTA = { RateLimit: 'sometimes', 'RateLimit-Policy': 'sometimes' } as const;

const QUEUED: Answer = {
  description: 'The order is durable in the queue.',
  headers: {
    Location: 'always',
    'Retry-After': 'always',
    'Idempotent-Replayed': 'sometimes',
    ...QUOTA,
  },
  content: {
    'application/json': {
      schema: 'Order',
      examples: { queued: { value: QUEUED_ORDER }, scheduled: { value: SCHEDULED_ORDER } },
    },
  },
  links: 'order',
};

const ENDED: Answer = {
  description: 'The order has ended.',
  headers: { 'Idempotent-Replayed': 'sometimes', ...QUOTA },
  content: {
    'application/json': { schema: 'Order', examples: { completed: { value: COMPLETED_ORDER } } },
  },
  links: 'order',
};

const INTAKE = {
  method: 'post',
  tag: 'Intake',
  role: 'client',
  asksRedis: true,
  callsBack: true,
} as const;

const DUPLICATES = ['duplicate-order', 'idempotency-key-in-use', 'idempotency-key-reused'] as const;

/** What a repeated request can meet whose first one was a synchronous one. */
const REPLAYS = ['order-rejected', 'backend-failed'] as const;

const NO_ROOM = [
  'queue-full',
  'client-queue-full',
  'queue-stale',
  'shutting-down',
  'quota-exceeded',
] as const;

/** What a request may ask of the queue. */
const QUEUE_OPTIONS = ['OrderTtl', 'OrderPriority', 'OrderNotBefore'] as const;

const NEGOTIATED = { 'Preference-Applied': 'sometimes', Vary: 'always' } as const;

const BATCHED: Answer = {
  description: 'All orders were taken in.',
  headers: { 'Idempotent-Replayed': 'sometimes', ...QUOTA },
  content: {
    'application/json': {
      schema: 'Batch',
      examples: { taken: { value: { results: [{ status: 202, order: QUEUED_ORDER }] } } },
    },
  },
};

export const ORDER_INTAKE_OPERATIONS: readonly Operation[] = [
  {
    ...INTAKE,
    path: '/v1/orders',
    id: 'submitOrder',
    summary: 'Submit an order, and wait for its outcome as long as you prefer',
    description:
      'The order is queued, then the answer is held until it has ended or `wait` seconds are over; `respond-async` alone asks for no wait. ' +
      CALLBACK,
    parameters: ['Prefer', 'IdempotencyKey', ...QUEUE_OPTIONS, 'TraceParent'],
    body: ORDER_BODY,
    answers: {
      200: {
        ...ENDED,
        headers: { ...ENDED.headers, ...NEGOTIATED, 'Content-Location': 'sometimes' },
      },
      202: { ...QUEUED, headers: { ...QUEUED.headers, ...NEGOTIATED } },
    },
    problems: [...DUPLICATES, ...REPLAYS, ...NO_ROOM, 'order-expired'],
    problemHeaders: { Vary: 'sometimes', 'Preference-Applied': 'sometimes' },
  },
  {
    ...INTAKE,
    path: '/v1/orders/sync',
    id: 'submitOrderSync',
    summary: 'Submit an order and have the backend called within the request',
    description:
      'After 502 and 504 the order goes on in the background; `Location` says where to read it. There is no queue, so `Order-TTL` and `Order-Priority` are ignored, and `Order-Not-Before` is refused. ' +
      CALLBACK,
    parameters: ['IdempotencyKey', 'TraceParent'],
    body: ORDER_BODY,
    answers: {
      200: ENDED,
      202: { ...QUEUED, description: 'Again the answer to an asynchronous order with this key.' },
    },
    problems: [
      ...DUPLICATES,
      ...REPLAYS,
      'order-expired',
      'backend-timeout',
      'gateway-saturated',
      'shutting-down',
      'quota-exceeded',
    ],
  },
  {
    ...INTAKE,
    path: '/v1/orders/async',
    id: 'submitOrderAsync',
    summary: 'Submit an order to the queue',
    description: CALLBACK,
    parameters: ['IdempotencyKey', ...QUEUE_OPTIONS, 'TraceParent'],
    body: ORDER_BODY,
    answers: {
      202: QUEUED,
      200: { ...ENDED, description: 'Again the answer to a synchronous order with this key.' },
    },
    problems: [...DUPLICATES, ...REPLAYS, ...NO_ROOM, 'order-expired'],
  },
  {
    method: 'post',
    tag: 'Intake',
    role: 'client',
    asksRedis: true,
    path: '/v1/orders/batch',
    id: 'submitBatch',
    summary: 'Submit up to 500 orders to the queue at once',
    description:
      'Each order is taken in or refused by itself; the results stand in the order of the orders. One `Idempotency-Key` covers all of them. The outcome of each is sent to its own `callbackUrl`.',
    parameters: ['IdempotencyKey', ...QUEUE_OPTIONS, 'TraceParent'],
    body: {
      content: {
        'application/json': {
          schema: narrowed('SubmitBatchRequest', {
            orders: { items: { $ref: '#/components/schemas/SubmitOrderRequest' } },
          }),
          examples: { batch: { value: { orders: [SENT_ORDER] } } },
        },
      },
    },
    answers: {
      202: BATCHED,
      207: { ...BATCHED, description: 'Not all of them were.' },
    },
    problems: ['idempotency-key-reused', ...NO_ROOM],
  },
];
