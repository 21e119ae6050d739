import type { BackendAnswer, RefusedAnswer } from '@sluice/backend-client';
import { outcomeOf } from './order-outcome.mapper';
import { RetryPolicy } from '../tasks/retry-policy';

const policy = new RetryPolicy({ attempts: 8, retryBaseMs: 200, retryCapMs: 30_000 }, () => 0.5);
const FRESH = { attempts: 1, inDoubt: false };
const IN_DOUBT = { attempts: 20, inDoubt: true };
const REJECTED = {
  next: 'settle',
  settlement: { status: 'failed', error: { code: 'order-rejected', retryable: false } },
};

function refusal(status: number, about: 'order' | 'call'): RefusedAnswer {
  return { kind: 'refused', status, about, reason: 'sku unknown' };
}

describe('outcomeOf', () => {
  it('completes what was saved, with what the backend said', () => {
    expect(outcomeOf({ kind: 'saved', result: { id: 7 } }, FRESH, policy)).toEqual({
      next: 'settle',
      settlement: { status: 'completed', result: { id: 7 } },
    });
  });

  it.each(['order', 'call'] as const)('fails what was never in doubt (about the %s)', (about) => {
    const outcome = outcomeOf(refusal(422, about), FRESH, policy);
    expect(outcome).toMatchObject(REJECTED);
    const { detail } = errorOf(outcome);
    expect(detail).toContain('422: sku unknown.');
    expect(detail).toContain('Nothing was saved.');
    expect(detail).toContain('Correct the order and submit it under a new order number');
  });

  it('fails an order in doubt by an answer about it, and does not claim that nothing was saved', () => {
    const outcome = outcomeOf(refusal(422, 'order'), IN_DOUBT, policy);
    expect(outcome).toMatchObject(REJECTED);
    const { detail } = errorOf(outcome);
    expect(detail).toContain('422: sku unknown.');
    expect(detail).toContain('Whether an earlier attempt was saved is not known');
    expect(detail).not.toMatch(/nothing was saved/i);
  });

  it.each([401, 404, 409])('takes no refusal of a call for the end of a doubt (%d)', (status) => {
    const answer: BackendAnswer = { ...refusal(status, 'call'), retryAfterMs: 7_000 };
    const outcome = outcomeOf(answer, IN_DOUBT, policy);
    expect(outcome).toMatchObject({ next: 'retry', plan: { inDoubt: true } });
    expect(outcome.next === 'retry' && outcome.plan.delayMs).toBeGreaterThanOrEqual(7_000);
    const { code, detail } = errorOf(outcome);
    expect(code).toBe('backend-failed');
    expect(detail).toContain(`status ${status} (attempt 20): sku unknown.`);
    expect(detail).not.toMatch(/nothing was saved/i);
  });

  it('never takes a doubt back', () => {
    const outcome = outcomeOf({ kind: 'unavailable', why: 'overloaded' }, IN_DOUBT, policy);
    expect(outcome).toMatchObject({ next: 'retry', plan: { inDoubt: true } });
  });

  it('tries again later what never got through, without doubt', () => {
    const outcome = outcomeOf({ kind: 'unavailable', why: 'connect' }, FRESH, policy);
    expect(outcome).toMatchObject({ next: 'retry', plan: { delayMs: 100, inDoubt: false } });
    expect(errorOf(outcome)).toMatchObject({ code: 'backend-failed', retryable: true });
  });

  it.each(['timeout', 'reset', 'server-error', 'garbage', 'too-large'] as const)(
    'tries again later in doubt (%s)',
    (why) => {
      const outcome = outcomeOf({ kind: 'doubt', why }, FRESH, policy);
      expect(outcome).toMatchObject({ next: 'retry', plan: { delayMs: 100, inDoubt: true } });
      expect(errorOf(outcome).code).toBe(why === 'timeout' ? 'backend-timeout' : 'backend-failed');
    },
  );

  it.each(['unavailable', 'doubt'] as const)('heeds Retry-After (%s)', (kind) => {
    const why = kind === 'doubt' ? 'server-error' : 'overloaded';
    const answer = { kind, why, retryAfterMs: 7_000 } as BackendAnswer;
    expect(outcomeOf(answer, FRESH, policy)).toMatchObject({ plan: { delayMs: 7_100 } });
  });

  it('ends an order that never got through with its last attempt, and says so', () => {
    const answer: BackendAnswer = { kind: 'unavailable', why: 'overloaded' };
    expect(outcomeOf(answer, { attempts: 7, inDoubt: false }, policy).next).toBe('retry');
    const last = outcomeOf(answer, { attempts: 8, inDoubt: false }, policy);
    expect(last).toMatchObject({ settlement: { status: 'failed' } });
    expect(errorOf(last)).toMatchObject({ code: 'backend-failed' });
    expect(errorOf(last).detail).toContain('8 attempts');
    expect(errorOf(last).detail).toContain('new order number');
  });

  it.each([
    ['earlier doubt', { kind: 'unavailable', why: 'connect' }, { attempts: 99, inDoubt: true }],
    ['doubt just now', { kind: 'doubt', why: 'reset' }, { attempts: 99, inDoubt: false }],
  ] as const)('never gives up on %s, at the cap', (_case, answer, history) => {
    expect(outcomeOf(answer, history, policy)).toMatchObject({
      next: 'retry',
      plan: { delayMs: 15_000 },
    });
  });
});

function errorOf(outcome: ReturnType<typeof outcomeOf>) {
  if (outcome.next === 'retry') return outcome.plan.error;
  if (outcome.settlement.status === 'failed') return outcome.settlement.error;
  throw new Error('completed');
}
