import type { ClientEvent, Outcome, SubmitEvent } from '../history/history-event.ts';
import type { FinalRecord, LedgerRow, RunEvidence } from './evidence.ts';

/** Hand-written evidence for the checker's specs: what is not said is as it should be. */
export const ORDER = { orderNumber: 'A-1', items: [{ sku: 'book', quantity: 1, unitPrice: 5 }] };
export const ID = '00000a11-1111-8111-8111-111111111111';
export const OTHER_ID = '00000b22-2222-8222-8222-222222222222';

export function evidence(parts: Partial<RunEvidence> = {}): RunEvidence {
  const limits = {
    minAcknowledged: 0,
    minCompleted: 0,
    minFaults: 0,
    answerWithinMs: { async: 3_000, sync: 8_000, look: 3_000 },
  };
  return { events: [], ledger: [], finals: [], leftovers: [], limits, ...parts };
}

const AT = '2026-01-01T00:00:00.000Z';
const ERROR = { code: 'order-rejected', title: 't', detail: 'd' };

export function order(status = 'queued', attempts = 0, id = ID): Record<string, unknown> {
  return {
    id,
    orderNumber: ORDER.orderNumber,
    status,
    acceptedAt: AT,
    updatedAt: AT,
    expiresAt: AT,
    attempts,
    ...(status === 'completed' ? { result: {} } : {}),
    ...(status === 'failed' ? { error: ERROR } : {}),
    links: { self: `/v1/orders/${id}`, events: `/v1/orders/${id}/events` },
  };
}

export function answered(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Outcome {
  const sent = { 'content-type': 'application/json', 'retry-after': '1', ...headers };
  return { status, headers: sent, body };
}

export function accepted(id = ID, headers: Record<string, string> = {}): Outcome {
  const all = { location: `/v1/orders/${id}`, 'retry-after': '1', ...headers };
  return answered(202, order('queued', 0, id), all);
}

export function problem(
  status: number,
  code: string,
  headers: Record<string, string> = {},
  members: object = {},
): Outcome {
  const body = {
    type: `urn:sluice:problem:${code}`,
    title: 't',
    status,
    detail: 'd',
    instance: '/v1/orders/async',
    code,
    correlationId: 'c-1',
    retryable: true,
    ...members,
  };
  const sent = { 'content-type': 'application/problem+json', 'x-correlation-id': 'c-1' };
  return answered(status, body, { ...sent, 'retry-after': '1', ...headers });
}

export function submit(
  atMs: number,
  outcome: Outcome,
  rest: Partial<SubmitEvent> = {},
): SubmitEvent {
  return {
    kind: 'submit',
    atMs,
    endedAtMs: atMs + 10,
    lagMs: 0,
    gateway: 1,
    path: 'async',
    orderNumber: ORDER.orderNumber,
    body: JSON.stringify(ORDER),
    outcome,
    ...rest,
  };
}

export function look(
  atMs: number,
  outcome: Outcome,
  rest: {
    kind?: 'poll' | 'cancel' | 'replay';
    endedAtMs?: number;
    gateway?: number;
    id?: string;
  } = {},
): ClientEvent {
  const { kind = 'poll', endedAtMs = atMs + 5, gateway = 2, id = ID } = rest;
  return { kind, atMs, endedAtMs, lagMs: 0, gateway, orderId: id, outcome };
}

export function row(rest: Partial<LedgerRow> = {}): LedgerRow {
  return { orderId: ID, orderNumber: ORDER.orderNumber, order: ORDER, deliveries: 1, ...rest };
}

export function final(status: string, rest: Partial<FinalRecord> = {}): FinalRecord {
  const times = { acceptedAtMs: 1_000, updatedAtMs: 5_000, expiresAtMs: 4_000, keptMs: 60_000 };
  const facts = { orderNumber: ORDER.orderNumber, client: 'anonymous', attempts: 1 };
  return { orderId: ID, status, ...facts, ...times, ...rest };
}
