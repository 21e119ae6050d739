import type { ClientEvent } from '../history/history-event.ts';
import type { OrderStory } from './order-story.ts';
import { answerOf, codeOf, member, orderIdIn } from './sighting.ts';

/** An order's events as lines that a person can follow, the truth at the end. */
export function tellStory({ events, rows, finals }: OrderStory): string[] {
  const lines = events.toSorted((a, b) => a.atMs - b.atMs).map(tellEvent);
  const records = finals.map(
    ({ orderId, status, attempts }) => `record: ${orderId} ${status}, ${attempts} attempts`,
  );
  const saved = rows.map(
    ({ orderId, deliveries }) => `ledger: ${orderId}, delivered ${deliveries} times`,
  );
  return [
    ...lines,
    ...(records.length > 0 ? records : ['record: none']),
    ...(saved.length > 0 ? saved : ['ledger: no row']),
  ];
}

function tellEvent(event: ClientEvent): string {
  const times = `${seconds(event.atMs)}–${seconds(event.endedAtMs)} s`;
  return `${times} gateway ${event.gateway} ${requestOf(event)} → ${answerTextOf(event)}`;
}

function requestOf(event: ClientEvent): string {
  if (event.kind !== 'submit') return `${event.kind} ${event.orderId}`;
  const key = event.idempotencyKey === undefined ? '' : ` key ${event.idempotencyKey}`;
  const ttl = event.ttlS === undefined ? '' : ` ttl ${event.ttlS} s`;
  return `submit ${event.path}${key}${ttl}`;
}

function answerTextOf(event: ClientEvent): string {
  if ('failure' in event.outcome) return event.outcome.failure;
  const answer = answerOf(event);
  const replayed = answer?.headers['idempotent-replayed'] === undefined ? '' : 'replayed';
  const facts = [
    answer?.status,
    codeOf(event),
    replayed,
    answer && event.kind === 'submit' ? orderIdIn(answer) : undefined,
    stateOf(answer?.body),
  ];
  return facts.filter(Boolean).join(' ');
}

function stateOf(body: unknown): string | undefined {
  const [status, attempts] = [member(body, 'status'), member(body, 'attempts')];
  if (typeof status !== 'string') return undefined;
  return typeof attempts === 'number' ? `${status} (attempts ${attempts})` : status;
}

const seconds = (ms: number): string => (ms / 1_000).toFixed(3);
