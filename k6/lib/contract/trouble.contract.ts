import { follow } from '../following.ts';
import { member, post, read, submit, submitNumbered } from '../gateway.ts';
import { note } from '../journal.ts';
import { ORDER_LOCATION, ROUTES } from '../routes.ts';
import { newOrderNumber } from '../sample-order.ts';
import { anOrder, hold, retryAfterWithin } from './hold.ts';

const LOCATION = { Location: ORDER_LOCATION };

/** A backend that says no: definite, and told as such. */
export function holdRefusing(): void {
  const sync = submit('sync');
  hold('sync, refused', sync.answer, { status: 422, code: 'order-rejected' });
  const waiting = submit('negotiated', { prefer: 'wait=10' });
  hold('wait, refused', waiting.answer, {
    status: 200,
    body: {
      ...anOrder('failed'),
      'an error that says why': (it) => codeOf(member(it, 'error')) === 'order-rejected',
    },
  });
  const queued = submit('async');
  hold('async, before it is refused', queued.answer, { status: 202, headers: LOCATION });
  if (queued.answer.status === 202) note('accepted', queued.orderNumber, queued.id);
  follow(queued.id, { pauseS: 0.1, longestS: 10 });
  hold('async, refused', read(queued.id), { status: 200, body: anOrder('failed') });
  hold('retry of what was refused', post(ROUTES.retry(queued.id), null, { name: 'POST retry' }), {
    status: 202,
    body: anOrder('queued'),
  });
  follow(queued.id, { pauseS: 0.1, longestS: 10 });
}

/** A backend that breaks: nobody knows whether it has the order, so the order goes on. */
export function holdFailing(): void {
  const sync = submit('sync');
  hold('sync, broken backend', sync.answer, {
    status: 502,
    code: 'backend-failed',
    headers: LOCATION,
  });
  noteGoesOn(sync.orderNumber, sync.id);
  const waiting = submit('negotiated', { prefer: 'wait=1' });
  hold('wait, broken backend', waiting.answer, {
    status: 202,
    headers: LOCATION,
    body: retryAfterWithin(1, 60),
  });
  noteGoesOn(waiting.orderNumber, waiting.id);
}

/** A backend that is slower than the gateway waits. */
export function holdSlow(): void {
  const orderNumber = newOrderNumber();
  const headers = { 'idempotency-key': `"${orderNumber}"` };
  const sync = submitNumbered('sync', orderNumber, headers);
  hold('sync, slow backend', sync.answer, {
    status: 504,
    code: 'backend-timeout',
    headers: LOCATION,
  });
  noteGoesOn(orderNumber, sync.id);
  hold('its key, while it is open', submitNumbered('sync', orderNumber, headers).answer, {
    status: 409,
    code: 'idempotency-key-in-use',
    headers: LOCATION,
  });
  const waiting = submit('negotiated', { prefer: 'wait=1' });
  hold('wait, slow backend: never 504', waiting.answer, { status: 202, headers: LOCATION });
  noteGoesOn(waiting.orderNumber, waiting.id);
}

function noteGoesOn(orderNumber: string, id: string): void {
  if (id !== '') note('accepted', orderNumber, id);
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : '';
}
