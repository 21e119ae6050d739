import { MESSAGE_HEADERS, ORDER_PRIORITIES } from '@sluice/contracts';
import type { JsonObject } from '../json-object';

/** A schema of the components. */
export const schema = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

export const TEXT = { type: 'string' };

/** A message's headers. */
export const headers = (properties: JsonObject, required: string[] = []): JsonObject => ({
  type: 'object',
  properties,
  required,
});

export const BY_HEADER = {
  location: '$message.header#/correlationId',
  description: 'Chosen by who asks, given back with the answer.',
};

export const TRACE = {
  [MESSAGE_HEADERS.traceparent]: {
    ...TEXT,
    description: 'W3C trace context; comes with the outcome where the submission had it.',
  },
};

/** What a submission may say beside the order. */
export const SUBMISSION_HEADERS = {
  [MESSAGE_HEADERS.correlationId]: { ...TEXT, pattern: '^[A-Za-z0-9._-]{1,64}$' },
  [MESSAGE_HEADERS.replyTo]: { ...TEXT, description: 'Where the answers are to be sent.' },
  [MESSAGE_HEADERS.idempotencyKey]: { ...TEXT, minLength: 1, maxLength: 255 },
  [MESSAGE_HEADERS.orderTtl]: {
    ...TEXT,
    pattern: '^[1-9][0-9]{0,8}$',
    description: 'Whole seconds within which the order has to be begun.',
  },
  [MESSAGE_HEADERS.orderPriority]: {
    ...TEXT,
    enum: ORDER_PRIORITIES,
    description: 'How soon it is begun beside other orders.',
  },
  [MESSAGE_HEADERS.orderNotBefore]: {
    ...TEXT,
    format: 'date-time',
    description:
      'Before which it is not begun, at most 30 days ahead; no delay when it has passed.',
  },
  ...TRACE,
};
