import http, { type ObjectBatchRequest, type RefinedResponse, type ResponseType } from 'k6/http';
import { newOrderNumber, orderText } from './sample-order.ts';
import { API_KEY, ORDER_LOCATION, ROUTES } from './routes.ts';

export type Answer = RefinedResponse<ResponseType | undefined>;

/** An order that was sent, and what came back. */
export interface Sent {
  orderNumber: string;
  answer: Answer;
  /** Of the order, where the answer names it; empty otherwise. */
  id: string;
}

export type Headers = Record<string, string>;

/** Longer than any wait that a suite asks for: the gateway speaks first. */
const TIMEOUT = '90s';

const ACCESS: Headers = API_KEY === '' ? {} : { authorization: `Bearer ${API_KEY}` };

export function submit(how: 'sync' | 'async' | 'negotiated', headers: Headers = {}): Sent {
  return submitNumbered(how, newOrderNumber(), headers);
}

export function submitNumbered(
  how: 'sync' | 'async' | 'negotiated',
  orderNumber: string,
  headers: Headers = {},
): Sent {
  const answer = post(ROUTES[how], orderText(orderNumber), { name: `POST ${how}`, headers });
  return { orderNumber, answer, id: idOf(answer) };
}

export function read(id: string, headers: Headers = {}): Answer {
  return get(ROUTES.order(id), 'GET order', headers);
}

/** Ends with the stream, and that with the order: k6 shows a stream when it is over. */
export function followEvents(id: string): Answer {
  return get(ROUTES.events(id), 'GET events', { accept: 'text/event-stream' });
}

export function cancel(id: string): Answer {
  return http.del(ROUTES.order(id), null, params('DELETE order'));
}

export function get(url: string, name: string, headers: Headers = {}): Answer {
  return http.get(url, params(name, headers));
}

export function post(
  url: string,
  body: string | ArrayBuffer | null,
  { name, headers = {} }: { name: string; headers?: Headers },
): Answer {
  return http.post(url, body, params(name, { 'content-type': 'application/json', ...headers }));
}

/** Any method; a method of its own is a case of its own. */
export function call(method: string, url: string, name: string, headers: Headers = {}): Answer {
  return http.request(method, url, null, params(name, headers));
}

/** Any method with a body. */
export function send(
  method: string,
  url: string,
  { name, body, headers = {} }: { name: string; body: object; headers?: Headers },
): Answer {
  const all = { 'content-type': 'application/json', ...headers };
  return http.request(method, url, JSON.stringify(body), params(name, all));
}

export interface OrderRequest {
  orderNumber: string;
  request: ObjectBatchRequest;
}

/** An order that is not sent yet, for several that go out at the same moment. */
export function orderRequest(how: 'sync' | 'async'): OrderRequest {
  const orderNumber = newOrderNumber();
  const headers = { 'content-type': 'application/json' };
  const request = {
    method: 'POST',
    url: ROUTES[how],
    body: orderText(orderNumber),
    params: params(`POST ${how}`, headers),
  };
  return { orderNumber, request };
}

/** The member of a JSON body; undefined when there is none, or no JSON. */
export function member(answer: Answer, name: string): unknown {
  try {
    const value = answer.json() as Record<string, unknown> | null;
    return value?.[name];
  } catch {
    return undefined;
  }
}

export function header(answer: Answer, name: string): string {
  return answer.headers[name] ?? '';
}

function idOf(answer: Answer): string {
  const found = ORDER_LOCATION.exec(header(answer, 'Location'))?.[1];
  const id = found ?? member(answer, 'id');
  return typeof id === 'string' ? id : '';
}

function params(name: string, headers: Headers = {}) {
  return { headers: { ...ACCESS, ...headers }, tags: { name }, timeout: TIMEOUT };
}
