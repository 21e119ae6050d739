import { check } from 'k6';
import { isBetween, problemCode } from '../answers.ts';
import { header, member, type Answer } from '../gateway.ts';
import { EVENTS_LOCATION, ORDER_LOCATION } from '../routes.ts';

/** What an answer has to be; the rest of it is held to what every answer has. */
export interface Expected {
  status: number;
  /** Of the problem that it has to be. */
  code?: string;
  headers?: Record<string, RegExp>;
  /** Further demands by what they ask. */
  body?: Record<string, (answer: Answer) => boolean>;
}

type Demand = (answer: Answer) => boolean;

/** By what each of them asks. */
type Demands = Record<string, Demand>;

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** One check per demand, so that a report names the one that is not met. */
export function hold(what: string, answer: Answer, expected: Expected): boolean {
  const { status, code, headers = {}, body = {} } = expected;
  const demands: Record<string, Demand> = {
    [`${status}`]: (it) => it.status === status,
    'X-Correlation-Id': (it) => /^[A-Za-z0-9._-]{1,64}$/.test(header(it, 'X-Correlation-Id')),
  };
  if (code !== undefined) demands[`problem ${code}`] = (it) => isProblem(it, code);
  for (const [name, pattern] of Object.entries(headers)) {
    demands[name] = (it) => pattern.test(header(it, name));
  }
  const named = Object.entries({ ...demands, ...body }).map(([name, demand]) => [
    `${what}: ${name}`,
    demand,
  ]);
  return check(answer, Object.fromEntries(named) as Record<string, Demand>);
}

/** Every member that a problem has, and each of them true. */
export function isProblem(answer: Answer, code: string): boolean {
  return (
    problemCode(answer) === code &&
    member(answer, 'type') === `urn:sluice:problem:${code}` &&
    typeof member(answer, 'title') === 'string' &&
    typeof member(answer, 'detail') === 'string' &&
    typeof member(answer, 'instance') === 'string' &&
    typeof member(answer, 'retryable') === 'boolean' &&
    member(answer, 'correlationId') === header(answer, 'X-Correlation-Id')
  );
}

/** A whole order in this state; `deadline` says whether it has one. */
export function isOrder(value: unknown, status: string, deadline: boolean): boolean {
  const order = value as Record<string, unknown>;
  const links = order['links'] as Record<string, string> | undefined;
  return (
    UUID.test(String(order['id'])) &&
    typeof order['orderNumber'] === 'string' &&
    order['status'] === status &&
    TIME.test(String(order['acceptedAt'])) &&
    TIME.test(String(order['updatedAt'])) &&
    (deadline ? TIME.test(String(order['expiresAt'])) : order['expiresAt'] === null) &&
    Number.isInteger(order['attempts']) &&
    ORDER_LOCATION.test(links?.['self'] ?? '') &&
    EVENTS_LOCATION.test(links?.['events'] ?? '')
  );
}

/** As demands of a body. */
export function anOrder(status: string, { deadline = true } = {}): Demands {
  return { [`a whole order, ${status}`]: (it) => isOrder(it.json(), status, deadline) };
}

export const JSON_TYPE = { 'Content-Type': /^application\/json\b/ };

export function retryAfterWithin(least: number, most: number): Demands {
  return {
    [`Retry-After of ${least} to ${most} s`]: (it) =>
      isBetween(header(it, 'Retry-After'), least, most),
  };
}
