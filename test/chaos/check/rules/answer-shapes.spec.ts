import { accepted, answered, order, problem } from '../evidence.fixture.ts';
import { orderFaultOf, problemFaultOf, receiptFaultOf } from './answer-shapes.ts';
import type { Outcome } from '../../history/history-event.ts';

type Answered = Extract<Outcome, { status: number }>;

const bodyOf = ({ body }: Answered) => body as Record<string, unknown>;

/** The answer with members of its body changed; undefined takes one out. */
function withBody(answer: Answered, changes: Record<string, unknown>): Answered {
  const body = Object.entries({ ...bodyOf(answer), ...changes });
  return { ...answer, body: Object.fromEntries(body.filter(([, value]) => value !== undefined)) };
}

function withHeaders(answer: Answered, changes: Record<string, string | undefined>): Answered {
  const headers = Object.entries({ ...answer.headers, ...changes });
  const kept = headers.filter((header): header is [string, string] => header[1] !== undefined);
  return { ...answer, headers: Object.fromEntries(kept) };
}

describe('problemFaultOf', () => {
  const full = problem(503, 'queue-full') as Answered;

  it('finds nothing wrong with a problem by the contract', () => {
    expect(problemFaultOf(full)).toBeUndefined();
  });

  it.each([
    ['content-type', withHeaders(full, { 'content-type': 'application/json' })],
    ['retry-after', withHeaders(full, { 'retry-after': undefined })],
    ['retry-after', withHeaders(full, { 'retry-after': '0.5' })],
    ['retry-after', withHeaders(full, { 'retry-after': '61' })],
    ['status', withBody(full, { status: 500 })],
    ['type', withBody(full, { type: 'about:blank' })],
    ['title', withBody(full, { title: undefined })],
    ['detail', withBody(full, { detail: 7 })],
    ['instance', withBody(full, { instance: undefined })],
    ['retryable', withBody(full, { retryable: 'yes' })],
    ['correlationId', withBody(full, { correlationId: 'another' })],
    ['location', problem(409, 'duplicate-order') as Answered],
  ])('misses %s', (member, answer) => {
    expect(problemFaultOf(answer)?.expected).toBe(`a problem with ${member} by the contract`);
  });

  it('shows what came instead of JSON as it came', () => {
    expect(problemFaultOf({ ...full, body: '<html>' })?.seen).toBe('<html>');
  });
});

describe('receiptFaultOf', () => {
  const receipt = accepted() as Answered;
  const orderNumber = String(bodyOf(receipt)['orderNumber']);

  it('finds nothing wrong with a 202 by the contract', () => {
    expect(receiptFaultOf(receipt, orderNumber)).toBeUndefined();
  });

  it.each([
    ['id,location', withBody(receipt, { id: 'A-1' })],
    ['status', withBody(receipt, { status: 'processing' })],
    ['location', withHeaders(receipt, { location: '/v1/orders/other' })],
    ['retry-after', withHeaders(receipt, { 'retry-after': undefined })],
  ])('misses %s', (members, answer) => {
    const expected = `an order with ${members} by the contract`;
    expect(receiptFaultOf(answer, orderNumber)?.expected).toBe(expected);
  });

  it('takes no order for another', () => {
    expect(receiptFaultOf(receipt, 'B-2')?.expected).toContain('orderNumber');
  });

  it('lets a replayed answer show how far the order is', () => {
    const replayed = withHeaders(withBody(receipt, { status: 'completed' }), {
      'idempotent-replayed': 'true',
    });
    expect(receiptFaultOf(replayed, orderNumber)).toBeUndefined();
  });
});

describe('orderFaultOf', () => {
  const seen = (status: string) => answered(200, order(status, 1)) as Answered;

  it.each(['queued', 'processing', 'completed', 'failed', 'expired', 'cancelled'])(
    'finds nothing wrong with an order that is %s',
    (status) => expect(orderFaultOf(seen(status))).toBeUndefined(),
  );

  it.each([
    ['status', withBody(seen('queued'), { status: 'done' })],
    ['attempts', withBody(seen('queued'), { attempts: -1 })],
    ['attempts', withBody(seen('queued'), { attempts: 0.5 })],
    ['acceptedAt', withBody(seen('queued'), { acceptedAt: 'yesterday' })],
    ['updatedAt', withBody(seen('queued'), { updatedAt: undefined })],
    ['expiresAt', withBody(seen('queued'), { expiresAt: undefined })],
    ['links', withBody(seen('queued'), { links: {} })],
    ['result', withBody(seen('completed'), { result: undefined })],
    ['error', withBody(seen('failed'), { error: { code: 'order-rejected' } })],
    ['retry-after', withHeaders(seen('processing'), { 'retry-after': undefined })],
  ])('misses %s', (member, answer) => {
    expect(orderFaultOf(answer)?.expected).toBe(`an order with ${member} by the contract`);
  });
});
