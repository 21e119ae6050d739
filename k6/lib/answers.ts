import { check } from 'k6';
import { header, member, type Answer, type Sent } from './gateway.ts';
import { note } from './journal.ts';
import { ORDER_LOCATION } from './routes.ts';

/** What a refusal for want of room may be. */
const REFUSALS: Record<number, readonly string[]> = {
  429: ['quota-exceeded', 'client-queue-full'],
  503: ['queue-full', 'queue-stale', 'gateway-saturated', 'shutting-down', 'queue-unavailable'],
};

/** After this one nobody knows whether the order was taken. */
const UNKNOWN = 'queue-unavailable';

/** A 202 as the contract has it; notes the order as accepted. */
export function expectAccepted({ answer, orderNumber, id }: Sent): boolean {
  const isAccepted = check(answer, {
    'accepted: 202': ({ status }) => status === 202,
    'accepted: Location': (it) => ORDER_LOCATION.test(header(it, 'Location')),
    'accepted: Retry-After of 1 to 60 s': (it) => isBetween(header(it, 'Retry-After'), 1, 60),
  });
  if (answer.status === 202) note('accepted', orderNumber, id);
  return isAccepted;
}

/** A 200 with the completed order; notes it. */
export function expectCompleted({ answer, orderNumber, id }: Sent): boolean {
  const isCompleted = check(answer, {
    'completed: 200': ({ status }) => status === 200,
    'completed: says so': (it) => member(it, 'status') === 'completed',
  });
  if (answer.status === 200) noteCompleted(orderNumber, id);
  return isCompleted;
}

/** An order that was completed within its own request was accepted as well. */
export function noteCompleted(orderNumber: string, id: string): void {
  note('accepted', orderNumber, id);
  note('completed', orderNumber, id);
}

/** A refusal for want of room: a problem that says when to come again. */
export function expectRefused({ answer, orderNumber }: Sent): boolean {
  const code = problemCode(answer);
  const { status } = answer;
  const isRefusal = check(answer, {
    'refused: 429 or 503': () => status in REFUSALS,
    'refused: a known problem': () => REFUSALS[status]?.includes(code) === true,
    'refused: Retry-After': (it) => isBetween(header(it, 'Retry-After'), 1, 3_600),
  });
  if (isRefusal && code !== UNKNOWN) note('refused', orderNumber, `${status}:${code}`);
  return isRefusal;
}

/** Code of a problem; empty when the answer is none, or its members contradict the answer. */
export function problemCode(answer: Answer): string {
  const isProblem =
    header(answer, 'Content-Type').startsWith('application/problem+json') &&
    member(answer, 'status') === answer.status;
  const code = isProblem ? member(answer, 'code') : '';
  return typeof code === 'string' ? code : '';
}

/** A header that holds a whole number between the two, both included. */
export function isBetween(text: string, least: number, most: number): boolean {
  return /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most;
}
