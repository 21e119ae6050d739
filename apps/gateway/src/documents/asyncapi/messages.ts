import {
  MESSAGE_HEADERS,
  type OrderMessageKind,
  type OrderReply,
  TERMINAL_STATUSES,
} from '@sluice/contracts';
import { COMPLETED_ORDER, QUEUED_ORDER, SENT_ORDER } from '../openapi/examples';
import type { JsonObject } from '../json-object';

const schema = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const TEXT = { type: 'string' };

const headers = (properties: JsonObject, required: string[]): JsonObject => ({
  type: 'object',
  properties,
  required,
});

const BY_HEADER = {
  location: '$message.header#/correlationId',
  description: 'Chosen by who asks, given back with the answer.',
};

const BY_PAYLOAD = {
  location: '$message.payload#/correlationId',
  description: 'Names one wait at the gateway that holds the caller.',
};

const SUBMISSION_HEADERS = {
  [MESSAGE_HEADERS.correlationId]: TEXT,
  [MESSAGE_HEADERS.replyTo]: { ...TEXT, description: 'Where the answers are to be sent.' },
  [MESSAGE_HEADERS.idempotencyKey]: { ...TEXT, minLength: 1, maxLength: 255 },
  [MESSAGE_HEADERS.orderTtl]: {
    ...TEXT,
    pattern: '^[1-9][0-9]{0,8}$',
    description: 'Whole seconds within which the order has to be begun.',
  },
  [MESSAGE_HEADERS.traceparent]: TEXT,
};

/** One of the messages to a response destination, told apart by a header. */
function answer(
  kind: OrderMessageKind,
  title: string,
  payload: JsonObject,
  example?: object,
): JsonObject {
  return {
    title,
    headers: headers({ correlationId: TEXT, kind: { const: kind } }, ['correlationId', 'kind']),
    correlationId: BY_HEADER,
    payload,
    ...(example
      ? { examples: [{ headers: { correlationId: 'c-1', kind }, payload: example }] }
      : {}),
  };
}

/** What is sent on the channels. */
export const MESSAGES: Record<string, JsonObject> = {
  submitOrder: {
    title: 'Submit an order',
    description:
      'With `replyTo` the answers go there, and `callbackUrl` has to be left out. Without it, an order that is refused is set aside.',
    headers: headers(SUBMISSION_HEADERS, []),
    correlationId: BY_HEADER,
    payload: schema('SubmitOrderRequest'),
    examples: [{ headers: { correlationId: 'c-1', replyTo: 'my-answers' }, payload: SENT_ORDER }],
  },
  orderAccepted: answer('accepted', 'The order is durable', schema('Order'), QUEUED_ORDER),
  orderRefused: answer('refused', 'The order was not taken in', schema('Problem')),
  orderOutcome: answer('ended', 'The order has ended', schema('Order'), COMPLETED_ORDER),
  deadSubmission: {
    title: 'What was no order',
    headers: headers(SUBMISSION_HEADERS, []),
    payload: {},
  },
  orderJob: {
    title: 'An order waits',
    description: 'The job id is the order id; the job holds no data.',
    payload: { type: 'object' },
  },
  orderReply: {
    title: 'An order has come to rest',
    description:
      'A hint only: the gateway answers from the record, so a forged or doubled reply misleads nobody.',
    correlationId: BY_PAYLOAD,
    payload: schema('OrderReply'),
  },
  orderChanged: {
    title: 'The new revision',
    contentType: 'text/plain',
    payload: { type: 'string', pattern: '^[0-9]+$' },
  },
  orderEnded: {
    title: 'The order has ended',
    headers: headers({ 'webhook-id': TEXT, 'webhook-timestamp': TEXT, 'webhook-signature': TEXT }, [
      'webhook-id',
      'webhook-timestamp',
      'webhook-signature',
    ]),
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
