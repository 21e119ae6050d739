import type { Outcome } from '../../history/history-event.ts';
import { TERMINAL_STATUSES } from '../evidence.ts';
import { member } from '../sighting.ts';

/** What an answer should have been and what it was. */
export interface AnswerFault {
  expected: string;
  seen: string;
}

type Answered = Extract<Outcome, { status: number }>;

const ORDER_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
const CORRELATION_ID = /^[A-Za-z0-9._-]{1,64}$/;
/** Refusals on account of an order that is there say where it is. */
const NAMES_AN_ORDER = ['duplicate-order', 'backend-timeout', 'backend-failed'];
const TEXT_MEMBERS = ['title', 'detail', 'instance', 'code'];

/** What keeps an error answer from being a problem by the contract. */
export function problemFaultOf({ status, headers, body }: Answered): AnswerFault | undefined {
  const wrong = [
    headers['content-type']?.startsWith('application/problem+json') ? [] : ['content-type'],
    member(body, 'status') === status ? [] : ['status'],
    member(body, 'type') === `urn:sluice:problem:${String(member(body, 'code'))}` ? [] : ['type'],
    TEXT_MEMBERS.filter((name) => typeof member(body, name) !== 'string'),
    typeof member(body, 'retryable') === 'boolean' ? [] : ['retryable'],
    correlationIsRight(headers, body) ? [] : ['correlationId'],
    status !== 503 || isWholeSeconds(headers['retry-after']) ? [] : ['retry-after'],
    !NAMES_AN_ORDER.includes(String(member(body, 'code'))) || headers['location']
      ? []
      : ['location'],
  ].flat();
  return faultOf(`a problem with ${wrong.join()} by the contract`, wrong, body);
}

/** What keeps the answer to an accepted order from being one by the contract. */
export function receiptFaultOf(answer: Answered, orderNumber: string): AnswerFault | undefined {
  const { status, headers, body } = answer;
  const id = member(body, 'id');
  const isFresh = status === 202 && !('idempotent-replayed' in headers);
  const wrong = [
    typeof id === 'string' && ORDER_ID.test(id) ? [] : ['id'],
    member(body, 'orderNumber') === orderNumber ? [] : ['orderNumber'],
    !isFresh || member(body, 'status') === 'queued' ? [] : ['status'],
    status !== 202 || headers['location'] === `/v1/orders/${String(id)}` ? [] : ['location'],
    !isFresh || isWholeSeconds(headers['retry-after']) ? [] : ['retry-after'],
  ].flat();
  return faultOf(`an order with ${wrong.join()} by the contract`, wrong, body);
}

/** What keeps a look at an order from showing one by the contract. */
export function orderFaultOf({ headers, body }: Answered): AnswerFault | undefined {
  const [status, attempts] = [String(member(body, 'status')), member(body, 'attempts')];
  const isOpen = status === 'queued' || status === 'processing';
  const wrong = [
    isOpen || TERMINAL_STATUSES.includes(status) ? [] : ['status'],
    Number.isSafeInteger(attempts) && Number(attempts) >= 0 ? [] : ['attempts'],
    ['acceptedAt', 'updatedAt'].filter((name) => !RFC_3339.test(String(member(body, name)))),
    member(body, 'expiresAt') === undefined ? ['expiresAt'] : [],
    typeof member(member(body, 'links'), 'self') === 'string' ? [] : ['links'],
    status !== 'completed' || member(body, 'result') !== undefined ? [] : ['result'],
    status !== 'failed' || saysWhy(member(body, 'error')) ? [] : ['error'],
    !isOpen || isWholeSeconds(headers['retry-after']) ? [] : ['retry-after'],
  ].flat();
  return faultOf(`an order with ${wrong.join()} by the contract`, wrong, body);
}

function saysWhy(error: unknown): boolean {
  return ['code', 'title', 'detail'].every((name) => typeof member(error, name) === 'string');
}

function faultOf(expected: string, wrong: string[], body: unknown): AnswerFault | undefined {
  if (wrong.length === 0) return undefined;
  return { expected, seen: typeof body === 'string' ? body : JSON.stringify(body) };
}

function correlationIsRight(headers: Record<string, string>, body: unknown): boolean {
  const id = member(body, 'correlationId');
  return typeof id === 'string' && CORRELATION_ID.test(id) && headers['x-correlation-id'] === id;
}

function isWholeSeconds(text: string | undefined): boolean {
  return /^\d{1,2}$/.test(text ?? '') && Number(text) >= 1 && Number(text) <= 60;
}
