import { MESSAGE_HEADERS, type OrderMessageKind } from '@sluice/contracts';
import type { JsonObject } from '../json-object';
import { COMPLETED_ORDER, QUEUED_ORDER } from '../openapi/examples';
import { BY_HEADER, headers, schema, SUBMISSION_HEADERS, TEXT, TRACE } from './message-parts';
import { REFUSAL, SUBMISSIONS, TRACEPARENT } from './submission-examples';

interface Answer {
  title: string;
  payload: JsonObject;
  example: { headers: Record<string, string>; payload: object };
  /** Headers that it may have beside those of all answers. */
  further?: JsonObject;
}

/** One of the messages to a response destination, told apart by a header. */
function answer(kind: OrderMessageKind, { title, payload, example, further }: Answer): JsonObject {
  return {
    title,
    headers: headers({ correlationId: TEXT, kind: { const: kind }, ...further }, [
      MESSAGE_HEADERS.correlationId,
      MESSAGE_HEADERS.kind,
    ]),
    correlationId: BY_HEADER,
    payload,
    examples: [{ headers: { kind, ...example.headers }, payload: example.payload }],
  };
}

/** What clients that speak messages send and receive. */
export const CLIENT_MESSAGES: Record<string, JsonObject> = {
  submitOrder: {
    title: 'Submit an order',
    description:
      'With `replyTo` the answers go there, and `callbackUrl` has to be left out. Without it, an order that is refused is set aside.',
    headers: headers(SUBMISSION_HEADERS),
    correlationId: BY_HEADER,
    payload: schema('SubmitOrderRequest'),
    examples: SUBMISSIONS,
  },
  orderAccepted: answer('accepted', {
    title: 'The order is durable',
    payload: schema('Order'),
    example: { headers: { correlationId: 'c-1' }, payload: QUEUED_ORDER },
  }),
  orderRefused: answer('refused', {
    title: 'The order was not taken in',
    payload: schema('Problem'),
    example: {
      headers: { correlationId: 'c-2', location: COMPLETED_ORDER.links.self },
      payload: REFUSAL,
    },
    further: {
      [MESSAGE_HEADERS.location]: { ...TEXT, description: 'Of the order in the way, if any.' },
    },
  }),
  orderOutcome: answer('ended', {
    title: 'The order has ended',
    payload: schema('Order'),
    example: {
      headers: { correlationId: 'c-1', traceparent: TRACEPARENT },
      payload: COMPLETED_ORDER,
    },
    further: TRACE,
  }),
  deadSubmission: {
    title: 'What was no order',
    description: 'RabbitMQ adds headers of its own, which begin with `x-`.',
    headers: headers({
      ...SUBMISSION_HEADERS,
      [MESSAGE_HEADERS.reason]: { ...TEXT, description: "The problem's code; not on RabbitMQ." },
    }),
    payload: {},
  },
};
