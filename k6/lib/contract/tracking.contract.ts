import { sleep } from 'k6';
import { follow } from '../following.ts';
import { cancel, followEvents, get, header, member, post, read, submit } from '../gateway.ts';
import type { Answer, Sent } from '../gateway.ts';
import { note } from '../journal.ts';
import { ROUTES } from '../routes.ts';
import { anOrder, hold, isOrder, JSON_TYPE } from './hold.ts';
import { noteAccepted } from './intake.contract.ts';

const NOBODYS = '00000000-0000-8000-8000-000000000000';

/** Reading, waiting, watching and cancelling; some of it needs a queue that stands still. */
export function holdTracking(): void {
  const sent = submit('async');
  noteAccepted(sent);
  holdCompleted(sent);
  holdUnknown();
  post(ROUTES.pause, null, { name: 'POST pause' });
  const waiting = submit('async');
  noteAccepted(waiting);
  holdQueued(waiting);
  holdCancelled(waiting);
  holdExpired();
  post(ROUTES.resume, null, { name: 'POST resume' });
}

function holdCompleted(sent: Sent): void {
  const polled = read(sent.id, { prefer: 'wait=10' });
  hold('long poll', polled, {
    status: 200,
    headers: { ...JSON_TYPE, Etag: /^"[^"]+"$/, 'Preference-Applied': /\bwait=/ },
    body: anOrder('completed'),
  });
  if (member(polled, 'status') === 'completed') note('completed', sent.orderNumber, sent.id);
  const etag = header(polled, 'Etag');
  hold('nothing new', read(sent.id, { 'if-none-match': etag }), { status: 304 });
  hold('by number', get(ROUTES.byNumber(sent.orderNumber), 'GET by number'), {
    status: 200,
    headers: JSON_TYPE,
    body: { 'the one order': (it) => isOrder(only(it), 'completed', true) },
  });
  hold('events of one that ended', followEvents(sent.id), {
    status: 200,
    headers: { 'Content-Type': /^text\/event-stream/ },
    body: { 'ends with its state': (it) => /^event: ?status$/m.test(text(it)) },
  });
  hold('cancel of one that ended', cancel(sent.id), {
    status: 409,
    code: 'order-not-cancellable',
    body: { 'says its state': (it) => member(it, 'orderStatus') === 'completed' },
  });
}

function holdUnknown(): void {
  hold("nobody's order", read(NOBODYS), { status: 404, code: 'not-found' });
  hold('no id at all', read('no-id'), { status: 404, code: 'not-found' });
  hold("nobody's events", followEvents(NOBODYS), { status: 404, code: 'not-found' });
  hold("cancel of nobody's", cancel(NOBODYS), { status: 404, code: 'not-found' });
  hold('a number that nobody has', get(ROUTES.byNumber('nobody'), 'GET by number'), {
    status: 200,
    body: { 'no order': (it) => only(it) === undefined },
  });
  hold('a list without a number', get(ROUTES.negotiated, 'GET orders'), {
    status: 400,
    code: 'invalid-request',
  });
}

function holdQueued({ id }: Sent): void {
  hold('queued', read(id), {
    status: 200,
    headers: { ...JSON_TYPE, 'Retry-After': /^\d+$/ },
    body: anOrder('queued'),
  });
  hold('long poll in vain', read(id, { prefer: 'wait=1' }), {
    status: 200,
    body: anOrder('queued'),
  });
}

function holdCancelled({ id, orderNumber }: Sent): void {
  hold('cancel', cancel(id), { status: 200, body: anOrder('cancelled') });
  note('cancelled', orderNumber, id);
  hold('cancel again', cancel(id), { status: 200, body: anOrder('cancelled') });
  hold('cancelled', read(id), { status: 200, body: anOrder('cancelled') });
}

function holdExpired(): void {
  const sent = submit('async', { 'order-ttl': '1' });
  noteAccepted(sent);
  sleep(1.2);
  follow(sent.id, { pauseS: 0.2, longestS: 10 });
  const answer = read(sent.id);
  hold('expired', answer, {
    status: 410,
    code: 'order-expired',
    body: { 'holds the order': (it) => isOrder(member(it, 'order'), 'expired', true) },
  });
  if (answer.status === 410) note('expired', sent.orderNumber, sent.id);
}

function only(answer: Answer): unknown {
  const orders = member(answer, 'orders');
  return Array.isArray(orders) && orders.length === 1 ? orders[0] : undefined;
}

function text({ body }: Answer): string {
  return typeof body === 'string' ? body : '';
}
