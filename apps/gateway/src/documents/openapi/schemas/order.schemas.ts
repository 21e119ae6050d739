import { ORDER_STATUSES, type OrderResponse } from '@sluice/contracts';
import type { JsonObject } from '../../json-object';

const TIME = { type: 'string', format: 'date-time' };
const PATH = { type: 'string', format: 'uri-reference' };

/** One entry for each member of the resource: a member that is added has to be described. */
const ORDER_MEMBERS = {
  id: { type: 'string', format: 'uuid', description: 'Made by the gateway; opaque.' },
  orderNumber: { type: 'string', description: 'The number that you gave it.' },
  status: {
    type: 'string',
    enum: ORDER_STATUSES,
    description: '`queued`, `processing`, then one of the others, which are final.',
  },
  acceptedAt: TIME,
  updatedAt: TIME,
  expiresAt: {
    type: ['string', 'null'],
    format: 'date-time',
    description: 'Until when a queued order has to be begun; null for one taken in synchronously.',
  },
  notBefore: {
    ...TIME,
    description: 'Before which it is not begun; only where `Order-Not-Before` asked for that.',
  },
  attempts: {
    type: 'integer',
    minimum: 0,
    description: 'How often it was sent towards the backend; never goes down.',
  },
  result: {
    description:
      'What the backend answered, null when that could not be kept; only of a completed order.',
  },
  error: { $ref: '#/components/schemas/ProblemSummary' },
  links: {
    type: 'object',
    properties: { self: PATH, events: PATH },
    required: ['self', 'events'],
  },
} satisfies Record<keyof OrderResponse, JsonObject>;

const OPTIONAL = ['notBefore', 'result', 'error'];

export const ORDER_SCHEMAS = {
  Order: {
    type: 'object',
    properties: ORDER_MEMBERS,
    required: Object.keys(ORDER_MEMBERS).filter((name) => !OPTIONAL.includes(name)),
  },
  FoundOrders: {
    type: 'object',
    properties: {
      orders: { type: 'array', maxItems: 1, items: { $ref: '#/components/schemas/Order' } },
    },
    required: ['orders'],
  },
  OrderEvent: {
    type: 'object',
    description: 'Each event of the stream.',
    properties: {
      event: { type: 'string', const: 'status' },
      id: { type: 'string', description: 'The revision; send it back in `Last-Event-ID`.' },
      data: {
        type: 'string',
        contentMediaType: 'application/json',
        contentSchema: { $ref: '#/components/schemas/Order' },
      },
      retry: { type: 'integer', description: 'Pause before connecting again, in ms.' },
    },
    required: ['event', 'id', 'data'],
  },
  Batch: {
    type: 'object',
    properties: {
      results: {
        type: 'array',
        description: 'In the order of the orders.',
        items: { $ref: '#/components/schemas/BatchResult' },
      },
    },
    required: ['results'],
  },
  BatchResult: {
    type: 'object',
    description: 'An order that was taken in, or the problem with it.',
    properties: {
      status: { type: 'integer' },
      order: { $ref: '#/components/schemas/Order' },
      problem: { $ref: '#/components/schemas/Problem' },
      location: { ...PATH, description: 'The order that stands in the way, if there is one.' },
    },
    required: ['status'],
    oneOf: [{ required: ['order'] }, { required: ['problem'] }],
  },
} satisfies Record<string, JsonObject>;
