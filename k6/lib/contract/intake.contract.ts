import { noteCompleted } from '../answers.ts';
import { type Answer, member, post, read, submit, type Sent } from '../gateway.ts';
import { note } from '../journal.ts';
import { ORDER_LOCATION, ROUTES } from '../routes.ts';
import { newOrderNumber, orderValue } from '../sample-order.ts';
import { anOrder, hold, isOrder, JSON_TYPE, retryAfterWithin } from './hold.ts';

const LOCATION = { Location: ORDER_LOCATION };
const VARY = { Vary: /prefer/i };

/** Every way to hand an order in, while all is well. */
export function holdIntake(): void {
  holdSync();
  holdAsync();
  holdNegotiated();
  holdBatch();
}

function holdSync(): void {
  const sent = submit('sync');
  const body = anOrder('completed', { deadline: false });
  hold('sync', sent.answer, { status: 200, headers: JSON_TYPE, body });
  if (sent.answer.status === 200) noteCompleted(sent.orderNumber, sent.id);
}

function holdAsync(): void {
  const sent = submit('async');
  const body = { ...anOrder('queued'), ...retryAfterWithin(1, 60) };
  const headers = { ...JSON_TYPE, ...LOCATION };
  hold('async', sent.answer, { status: 202, headers, body });
  noteAccepted(sent);
  for (const priority of ['high', 'normal', 'low']) {
    const ranked = submit('async', { 'order-priority': priority });
    hold(`priority ${priority}`, ranked.answer, { status: 202, headers, body });
    noteAccepted(ranked);
  }
  const past = submit('async', { 'order-not-before': '2026-01-05T18:00:00+01:00' });
  hold('not before a time that has passed', past.answer, {
    status: 202,
    headers,
    body: { ...body, 'no notBefore': (it) => member(it, 'notBefore') === undefined },
  });
  noteAccepted(past);
  holdScheduled();
}

/** Due in a moment: it is there until then, and ends afterwards. */
function holdScheduled(): void {
  const LATER_MS = 1_500;
  const dueAtMs = Date.now() + LATER_MS;
  const notBefore = new Date(dueAtMs).toISOString();
  const later = submit('async', { 'order-not-before': notBefore });
  const isScheduled = (it: Answer) => member(it, 'notBefore') === notBefore;
  hold('not before', later.answer, {
    status: 202,
    headers: { ...JSON_TYPE, ...LOCATION },
    body: { ...anOrder('queued'), 'its notBefore': isScheduled },
  });
  const isLate = (it: Answer) => Date.parse(String(member(it, 'updatedAt'))) >= dueAtMs;
  const ended = read(later.id, { prefer: 'wait=10' });
  const body = { ...anOrder('completed'), 'its notBefore': isScheduled, 'not before it': isLate };
  hold('when it is due', ended, { status: 200, headers: JSON_TYPE, body });
  if (ended.status === 200) noteCompleted(later.orderNumber, later.id);
  else noteAccepted(later);
}

function holdNegotiated(): void {
  const at = submit('negotiated', { prefer: 'respond-async' });
  const applied = { 'Preference-Applied': /\brespond-async\b/, ...VARY };
  hold('respond-async', at.answer, {
    status: 202,
    headers: { ...JSON_TYPE, ...LOCATION, ...applied },
    body: { ...anOrder('queued'), ...retryAfterWithin(1, 60) },
  });
  noteAccepted(at);
  const waiting = submit('negotiated', { prefer: 'wait=3' });
  const headers = { ...JSON_TYPE, 'Preference-Applied': /\bwait=\d+/, ...VARY };
  hold('wait', waiting.answer, { status: 200, headers, body: anOrder('completed') });
  if (waiting.answer.status === 200) noteCompleted(waiting.orderNumber, waiting.id);
  const plain = submit('negotiated');
  hold('no preference', plain.answer, {
    status: 200,
    headers: { ...JSON_TYPE, ...VARY },
    body: anOrder('completed'),
  });
  if (plain.answer.status === 200) noteCompleted(plain.orderNumber, plain.id);
}

interface BatchResult {
  status: number;
  order?: { id: string; orderNumber: string };
  problem?: { code: string };
}

function holdBatch(): void {
  const good = [1, 2, 3].map(() => orderValue(newOrderNumber()));
  const all = sendBatch(good);
  hold('batch', all, {
    status: 202,
    headers: JSON_TYPE,
    body: {
      'a result for each, in order': (it) =>
        JSON.stringify(results(it).map(({ order }) => order?.orderNumber)) ===
        JSON.stringify(good.map(({ orderNumber }) => orderNumber)),
      'whole orders': (it) => results(it).every(({ order }) => isOrder(order, 'queued', true)),
    },
  });
  noteBatch(results(all));
  const some = sendBatch([orderValue(newOrderNumber()), { orderNumber: 'no items' }]);
  hold('mixed batch', some, {
    status: 207,
    headers: JSON_TYPE,
    body: {
      '202 and 400': (it) =>
        results(it)
          .map(({ status }) => status)
          .join() === '202,400',
      'a problem for the bad one': (it) => results(it)[1]?.problem?.code === 'invalid-request',
    },
  });
  noteBatch(results(some));
  hold('empty batch', sendBatch([]), { status: 400, code: 'invalid-request' });
  const TOO_MANY = 501;
  const crowd = Array.from({ length: TOO_MANY }, () => ({ orderNumber: 'x', items: [] }));
  hold('batch of 501', sendBatch(crowd), { status: 400, code: 'invalid-request' });
}

function sendBatch(orders: object[]) {
  return post(ROUTES.batch, JSON.stringify({ orders }), { name: 'POST batch' });
}

function results(answer: ReturnType<typeof sendBatch>): BatchResult[] {
  const found = member(answer, 'results');
  return Array.isArray(found) ? (found as BatchResult[]) : [];
}

function noteBatch(batch: BatchResult[]): void {
  for (const { order } of batch) if (order) note('accepted', order.orderNumber, order.id);
}

export function noteAccepted({ answer, orderNumber, id }: Sent): void {
  if (answer.status === 202) note('accepted', orderNumber, id);
}
