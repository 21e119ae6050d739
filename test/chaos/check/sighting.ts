import type { ClientEvent, Outcome } from '../history/history-event.ts';

/** An order's state as one answer told it. */
export interface Sighting {
  orderId: string;
  status: string;
  /** Undefined where the answer says nothing of them. */
  attempts: number | undefined;
  /** The state held at some moment between these two. */
  atMs: number;
  endedAtMs: number;
  source: string;
}

type Answered = Extract<Outcome, { status: number }>;

const ORDER_PATH = /^\/v1\/orders\/([0-9a-f-]{36})$/;

export function answerOf({ outcome }: ClientEvent): Answered | undefined {
  return 'status' in outcome ? outcome : undefined;
}

/** A member of a JSON object; undefined where there is none. */
export function member(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null
    ? (body as Record<string, unknown>)[name]
    : undefined;
}

/** The problem's code of a refusal. */
export function codeOf(event: ClientEvent): string | undefined {
  const code = member(answerOf(event)?.body, 'code');
  return typeof code === 'string' ? code : undefined;
}

/** The order that an answer is about: the one in its body, or the one at its Location. */
export function orderIdIn(answer: Answered): string | undefined {
  const id = member(answer.body, 'id');
  if (typeof id === 'string') return id;
  return ORDER_PATH.exec(answer.headers['location'] ?? '')?.[1];
}

/** What an answer tells of an order's state, if anything. */
export function sightingIn(event: ClientEvent): Sighting | undefined {
  const answer = answerOf(event);
  if (!answer) return undefined;
  const orderId = 'orderId' in event ? event.orderId : orderIdIn(answer);
  const state = stateIn(answer);
  if (orderId === undefined || state === undefined) return undefined;
  const source = `${event.kind} over gateway ${event.gateway}`;
  return { orderId, ...state, atMs: event.atMs, endedAtMs: event.endedAtMs, source };
}

function stateIn({ status, body }: Answered): Pick<Sighting, 'status' | 'attempts'> | undefined {
  const order = status < 300 ? body : member(body, 'order');
  const state = member(order, 'status') ?? member(body, 'orderStatus');
  const attempts = member(order, 'attempts');
  if (status === 410) return { status: 'expired', attempts: numberOf(attempts) };
  return typeof state === 'string' ? { status: state, attempts: numberOf(attempts) } : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
