import { noteCompleted } from '../answers.ts';
import { member, post, submit, submitNumbered, type Answer } from '../gateway.ts';
import { note } from '../journal.ts';
import { ORDER_LOCATION, ROUTES } from '../routes.ts';
import { newOrderNumber, orderText } from '../sample-order.ts';
import { anOrder, hold } from './hold.ts';
import { noteAccepted } from './intake.contract.ts';

const LOCATION = { Location: ORDER_LOCATION };

/** A number is taken once, over all ways in; a key brings the first answer back. */
export function holdDuplicates(): void {
  const first = submit('async');
  noteAccepted(first);
  for (const how of ['sync', 'async', 'negotiated'] as const) {
    const again = submitNumbered(how, first.orderNumber);
    hold(`${how} with a number that is taken`, again.answer, {
      status: 409,
      code: 'duplicate-order',
      headers: LOCATION,
      body: { 'says what became of it': (it) => typeof member(it, 'orderStatus') === 'string' },
    });
  }
  holdAsyncReplay();
  holdSyncReplay();
}

function holdAsyncReplay(): void {
  const orderNumber = newOrderNumber();
  const headers = { 'idempotency-key': `"${orderNumber}"` };
  const send = (number: string) =>
    post(ROUTES.async, orderText(number), { name: 'POST async, keyed', headers });
  const first = send(orderNumber);
  hold('first with a key', first, { status: 202, headers: LOCATION });
  if (first.status === 202) note('accepted', orderNumber, idOf(first));
  hold('again with that key', send(orderNumber), {
    status: 202,
    headers: { ...LOCATION, 'Idempotent-Replayed': /^true$/ },
    body: { 'the same order': (it) => idOf(it) === idOf(first) },
  });
  hold('another body with that key', send(newOrderNumber()), {
    status: 422,
    code: 'idempotency-key-reused',
  });
}

function holdSyncReplay(): void {
  const orderNumber = newOrderNumber();
  const headers = { 'idempotency-key': `"${orderNumber}"` };
  const first = submitNumbered('sync', orderNumber, headers);
  if (first.answer.status === 200) noteCompleted(orderNumber, first.id);
  hold('sync again with its key', submitNumbered('sync', orderNumber, headers).answer, {
    status: 200,
    headers: { 'Idempotent-Replayed': /^true$/ },
    body: anOrder('completed', { deadline: false }),
  });
}

function idOf(answer: Answer): string {
  const id = member(answer, 'id');
  return typeof id === 'string' ? id : '';
}
