import { call, get, member, post, type Answer } from '../gateway.ts';
import { ROUTES } from '../routes.ts';
import { newOrderNumber, orderText, orderValue } from '../sample-order.ts';
import { hold } from './hold.ts';

const ITEM = { sku: 'book', quantity: 1, unitPrice: 100 };

/** A body that breaks one rule, and where the answer has to point. */
const FAULTS: [what: string, members: object, pointer: string][] = [
  ['no items', { items: undefined }, '/items'],
  ['items of nothing', { items: [] }, '/items'],
  ['a number with a blank', { orderNumber: 'A 1' }, '/orderNumber'],
  ['a number that is none', { orderNumber: 17 }, '/orderNumber'],
  ['quantity as text', { items: [{ ...ITEM, quantity: '1' }] }, '/items/0/quantity'],
  ['quantity of zero', { items: [{ ...ITEM, quantity: 0 }] }, '/items/0/quantity'],
  ['half a price', { items: [{ ...ITEM, unitPrice: 0.5 }] }, '/items/0/unitPrice'],
  ['an unknown member', { surprise: 1 }, '/surprise'],
  ['null for what is optional', { notes: null }, '/notes'],
  ['a currency in small letters', { currency: 'eur' }, '/currency'],
  ['a callback to a file', { callbackUrl: 'file:///etc/passwd' }, '/callbackUrl'],
];

/** Texts that no value tells apart from a good one, or that are no JSON at all. */
const TEXTS: [what: string, text: (order: string) => string, code: string][] = [
  ['no JSON', () => 'hello', 'invalid-json'],
  ['half of it', (order) => order.slice(0, -5), 'invalid-json'],
  ['a key twice', (order) => order.replace('{', '{"currency":"USD",'), 'invalid-request'],
  ['a key of objects', (order) => order.replace('{', '{"__proto__":{},'), 'invalid-request'],
  ['a list', (order) => `[${order}]`, 'invalid-request'],
];

const BODY_LIMIT = 65_536;

/** Everything that is no valid request gets a problem of the 4xx, from whichever layer. */
export function holdRefusals(): void {
  for (const [what, members, pointer] of FAULTS) holdFault(what, members, pointer);
  for (const [what, text, code] of TEXTS) {
    const answer = send(text(orderText(newOrderNumber())));
    hold(what, answer, { status: 400, code });
  }
  holdHeaders();
  holdMedia();
  holdPaths();
  holdCorrelation();
}

function holdFault(what: string, members: object, pointer: string): void {
  const answer = send(JSON.stringify({ ...orderValue(newOrderNumber()), ...members }));
  const body = { [`points to ${pointer}`]: (it: Answer) => pointers(it).includes(pointer) };
  hold(what, answer, { status: 400, code: 'invalid-request', body });
}

/** Headers that ask for what cannot be had, and the one that each of them is. */
const HEADERS: [what: string, headers: Record<string, string>, name: string][] = [
  ['half a second to live', { 'order-ttl': '0.5' }, 'Order-TTL'],
  ['a priority in capital letters', { 'order-priority': 'HIGH' }, 'Order-Priority'],
  ['a priority that is none', { 'order-priority': 'urgent' }, 'Order-Priority'],
  ['a time without an offset', { 'order-not-before': '2026-01-05T18:00:00' }, 'Order-Not-Before'],
  ['a day that is none', { 'order-not-before': '2026-02-30T18:00:00Z' }, 'Order-Not-Before'],
  ['a time too far ahead', { 'order-not-before': daysAhead(31) }, 'Order-Not-Before'],
];

function holdHeaders(): void {
  for (const [what, headers, name] of HEADERS) {
    const answer = send(orderText(newOrderNumber()), headers);
    const body = { [`names ${name}`]: (it: Answer) => detail(it).startsWith(name) };
    hold(what, answer, { status: 400, code: 'invalid-request', body });
  }
  const sync = post(ROUTES.sync, orderText(newOrderNumber()), {
    name: 'POST sync, bad',
    headers: { 'order-not-before': daysAhead(1) },
  });
  hold('a later time for what is done at once', sync, { status: 400, code: 'invalid-request' });
}

function daysAhead(days: number): string {
  const DAY_MS = 86_400_000;
  return new Date(Date.now() + days * DAY_MS).toISOString();
}

function detail(answer: Answer): string {
  return String(member(answer, 'detail'));
}

function holdMedia(): void {
  const order = orderText(newOrderNumber());
  hold('another media type', send(order, { 'content-type': 'text/plain' }), {
    status: 415,
    code: 'unsupported-media-type',
  });
  hold('another charset', send(order, { 'content-type': 'application/json; charset=latin1' }), {
    status: 415,
    code: 'unsupported-media-type',
  });
  const large = JSON.stringify({ orderNumber: 'x', notes: 'x'.repeat(BODY_LIMIT) });
  hold('too large a body', send(large), { status: 413, code: 'body-too-large' });
}

function holdPaths(): void {
  hold('an unknown path', get(ROUTES.nowhere, 'GET nowhere'), { status: 404, code: 'not-found' });
  hold('an unknown method', call('PATCH', ROUTES.async, 'PATCH async'), {
    status: 405,
    code: 'method-not-allowed',
    headers: { Allow: /POST/ },
  });
  const picky = get(ROUTES.byNumber('A-1'), 'GET by number', { accept: 'image/png' });
  hold('what cannot be given', picky, { status: 406, code: 'not-acceptable' });
}

function holdCorrelation(): void {
  const CORRELATION = 'k6.contract-1';
  const taken = get(ROUTES.nowhere, 'GET nowhere', { 'x-correlation-id': CORRELATION });
  hold('a correlation id', taken, {
    status: 404,
    headers: { 'X-Correlation-Id': new RegExp(`^${CORRELATION}$`) },
  });
  hold('a bad correlation id', get(ROUTES.nowhere, 'GET nowhere', { 'x-correlation-id': 'a b' }), {
    status: 404,
    code: 'not-found',
  });
}

function send(text: string, headers: Record<string, string> = {}): Answer {
  return post(ROUTES.async, text, { name: 'POST async, bad', headers });
}

function pointers(answer: Answer): string[] {
  const errors = member(answer, 'errors');
  return Array.isArray(errors)
    ? (errors as unknown as { pointer: string }[]).map(({ pointer }) => pointer)
    : [];
}
