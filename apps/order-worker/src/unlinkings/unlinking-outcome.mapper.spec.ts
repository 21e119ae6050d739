import { RetryPolicy } from '../tasks/retry-policy';
import { unlinkingOutcomeOf } from './unlinking-outcome.mapper';

const policy = new RetryPolicy({ attempts: 3, retryBaseMs: 100, retryCapMs: 1_000 }, () => 0.5);
const trouble = { kind: 'unavailable', why: 'timeout' } as const;

describe('unlinkingOutcomeOf', () => {
  it('completes what went well', () => {
    expect(unlinkingOutcomeOf({ refused: [], unlinkedCount: 2 }, 1, policy)).toMatchObject({
      next: 'settle',
      settlement: { status: 'completed' },
    });
  });

  it('tries again after trouble, until the attempts are used up', () => {
    const attempt = { refused: ['m1'], trouble, unlinkedCount: 0 };
    expect(unlinkingOutcomeOf(attempt, 2, policy)).toMatchObject({
      next: 'retry',
      plan: { delayMs: 100, inDoubt: false, error: { code: 'backend-failed' } },
    });
    expect(unlinkingOutcomeOf(attempt, 3, policy)).toMatchObject({
      settlement: { status: 'failed', error: { detail: expect.stringContaining('3 attempts') } },
    });
  });

  it('does not count an attempt that got on', () => {
    const attempt = { refused: [], trouble, unlinkedCount: 1 };
    expect(unlinkingOutcomeOf(attempt, 3, policy)).toMatchObject({
      next: 'retry',
      plan: { delayMs: 50, untried: true },
    });
  });

  it('heeds when the service wants to be asked again', () => {
    const patient = { ...trouble, retryAfterMs: 5_000 };
    expect(
      unlinkingOutcomeOf({ refused: [], trouble: patient, unlinkedCount: 0 }, 1, policy),
    ).toMatchObject({
      plan: { delayMs: 5_050 },
    });
  });

  it('fails when members were refused', () => {
    const refusal = { kind: 'refused', status: 403, reason: 'Not this one.' } as const;
    expect(
      unlinkingOutcomeOf({ refused: ['m1', 'm2'], refusal, unlinkedCount: 0 }, 1, policy),
    ).toMatchObject({
      settlement: { status: 'failed', error: { detail: '2 members were refused: Not this one.' } },
    });
  });
});
