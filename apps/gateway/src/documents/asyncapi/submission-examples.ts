import { SUBMISSIONS_CHANNEL, type SubmitOrderRequest } from '@sluice/contracts';
import { problemDocument } from '@sluice/platform';
import { problemOfRefusal } from '../../orders/intake-refusals';
import { COMPLETED_ORDER, SENT_ORDER } from '../openapi/examples';

const ANOTHER: SubmitOrderRequest = { ...SENT_ORDER, notes: 'Ring twice.' };

/** Of the client's call that led to the submission. */
export const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

/** Submissions that meet every answer, when they are sent in this order. */
export const SUBMISSIONS = [
  {
    name: 'order',
    summary: 'Is taken in; its outcome follows.',
    headers: { correlationId: 'c-1', replyTo: 'my-answers', traceparent: TRACEPARENT },
    payload: SENT_ORDER,
  },
  {
    name: 'numberTaken',
    summary: 'Is refused: another order has the number.',
    headers: { correlationId: 'c-2', replyTo: 'my-answers', orderTtl: '600' },
    payload: ANOTHER,
  },
  {
    name: 'nobodyToTell',
    summary: 'As before, but nobody is to be told: is set aside.',
    headers: { correlationId: 'c-3' },
    payload: ANOTHER,
  },
  {
    name: 'callback',
    summary: 'Has its outcome sent by HTTP.',
    headers: {
      correlationId: 'c-4',
      idempotencyKey: 'k-4',
      orderPriority: 'high',
      orderNotBefore: '2026-01-05T18:00:00+01:00',
    },
    payload: { ...SENT_ORDER, orderNumber: 'A-2', callbackUrl: 'https://shop.example/outcomes' },
  },
];

/** How the second one is answered. */
export const REFUSAL = problemDocument(
  problemOfRefusal({ verdict: 'duplicate', orderId: COMPLETED_ORDER.id, status: 'completed' }),
  { target: `/${SUBMISSIONS_CHANNEL}`, correlationId: 'c-2' },
);
