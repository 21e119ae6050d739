import { type OrderReply, TERMINAL_STATUSES } from '@sluice/contracts';
import { CORRELATION_HEADER } from '@sluice/reply-transports';
import type { JsonObject } from '../json-object';
import { COMPLETED_ORDER } from '../openapi/examples';
import { CLIENT_MESSAGES } from './client-messages';
import { headers, schema, TEXT, TRACE } from './message-parts';

const BY_PAYLOAD = {
  location: '$message.payload#/correlationId',
  description: 'Names one wait at the gateway that holds the caller.',
};

const SIGNATURE_HEADERS = {
  'webhook-id': TEXT,
  'webhook-timestamp': { ...TEXT, pattern: '^[0-9]+$' },
  'webhook-signature': { ...TEXT, pattern: '^v1,' },
  'x-correlation-id': TEXT,
};

/** What is sent on the channels. */
export const MESSAGES: Record<string, JsonObject> = {
  ...CLIENT_MESSAGES,
  job: {
    title: 'There is work for the order-workers',
    description: 'The job names no task and holds no data; Bull numbers it.',
    payload: { type: 'object', maxProperties: 0 },
  },
  orderReply: {
    title: 'An order has come to rest',
    description:
      'A hint only: the gateway answers from the record, so a forged or doubled reply misleads nobody.',
    headers: headers({
      [CORRELATION_HEADER]: { ...TEXT, description: 'Over Kafka, for gateways to filter by.' },
    }),
    correlationId: BY_PAYLOAD,
    payload: schema('OrderReply'),
  },
  changed: {
    title: 'The new revision',
    contentType: 'text/plain',
    payload: { type: 'string', pattern: '^[0-9]+$' },
  },
  orderEnded: {
    title: 'The order has ended',
    headers: headers({ ...SIGNATURE_HEADERS, ...TRACE }, Object.keys(SIGNATURE_HEADERS)),
    payload: schema('Order'),
    examples: [{ payload: COMPLETED_ORDER }],
  },
};

const REPLY_MEMBERS = {
  v: { type: 'integer', const: 1 },
  orderId: { type: 'string', format: 'uuid' },
  correlationId: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,64}$' },
  status: { type: 'string', enum: TERMINAL_STATUSES },
} satisfies Record<keyof OrderReply, JsonObject>;

export const MESSAGE_SCHEMAS: Record<string, JsonObject> = {
  OrderReply: {
    type: 'object',
    properties: REPLY_MEMBERS,
    required: Object.keys(REPLY_MEMBERS),
    additionalProperties: false,
  },
};
