import { RetryPolicy } from '../tasks/retry-policy';
import type { CallbackAnswer } from './callback-caller';
import { callbackOutcomeOf, deferred } from './callback-outcome.mapper';

const SETTINGS = { attempts: 3, retryBaseMs: 1_000, retryCapMs: 10_000, growth: 4 };
const policy = new RetryPolicy(SETTINGS, () => 0.5);

const answered = (status: number, retryAfterMs?: number): CallbackAnswer => ({
  kind: 'answered',
  status,
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
});

describe('callbackOutcomeOf', () => {
  it.each([200, 202, 204, 299])('takes %d for delivered', (status) =>
    expect(callbackOutcomeOf(answered(status), 1, policy)).toMatchObject({
      next: 'settle',
      settlement: { status: 'completed' },
    }),
  );

  it.each([301, 302, 307, 308])('takes the redirect %d for a failure that names itself', (status) =>
    expect(callbackOutcomeOf(answered(status), 1, policy)).toMatchObject({
      next: 'retry',
      plan: { error: { code: 'callback-failed', detail: expect.stringContaining('redirect') } },
    }),
  );

  it.each([400, 401, 404, 429, 500, 503])('tries again after %d', (status) =>
    expect(callbackOutcomeOf(answered(status), 1, policy).next).toBe('retry'),
  );

  it('ends at once at 410', () => {
    expect(callbackOutcomeOf(answered(410), 1, policy)).toMatchObject({
      settlement: { status: 'failed', error: { code: 'callback-failed' } },
    });
  });

  it.each(['connect', 'timeout', 'broken'] as const)(
    'gives up after the last attempt: %s',
    (why) => {
      const answer: CallbackAnswer = { kind: 'unanswered', why };
      expect(callbackOutcomeOf(answer, 2, policy).next).toBe('retry');
      expect(callbackOutcomeOf(answer, 3, policy)).toMatchObject({
        settlement: { status: 'failed' },
      });
    },
  );

  it('leaves what it cannot sign to others, at no cost', () => {
    const answer: CallbackAnswer = { kind: 'unanswered', why: 'unsigned' };
    expect(callbackOutcomeOf(answer, 3, policy)).toMatchObject({ plan: { untried: true } });
  });

  it('spreads retries ever wider', () => {
    const delays = [1, 2].map((attempts) => callbackOutcomeOf(answered(500), attempts, policy));
    expect(delays).toMatchObject([{ plan: { delayMs: 500 } }, { plan: { delayMs: 2_000 } }]);
  });

  it('heeds Retry-After with 429 and 503 only', () => {
    const delayOf = (answer: CallbackAnswer) => {
      const outcome = callbackOutcomeOf(answer, 1, policy);
      return outcome.next === 'retry' ? outcome.plan.delayMs : 0;
    };
    expect(delayOf(answered(429, 60_000))).toBeGreaterThanOrEqual(60_000);
    expect(delayOf(answered(503, 60_000))).toBeGreaterThanOrEqual(60_000);
    expect(delayOf(answered(500, 60_000))).toBeLessThan(1_000);
  });
});

describe('deferred', () => {
  it('costs no attempt', () => {
    expect(deferred(5, 'busy')).toMatchObject({
      next: 'retry',
      plan: { delayMs: 5, untried: true },
    });
  });
});
