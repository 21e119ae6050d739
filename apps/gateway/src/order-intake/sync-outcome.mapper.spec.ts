import { syncOutcomeOf } from './sync-outcome.mapper';

describe('syncOutcomeOf', () => {
  it('completes what was saved', () => {
    expect(syncOutcomeOf({ kind: 'saved', result: null, dropped: 'timeout' })).toMatchObject({
      next: 'settle',
      settlement: { status: 'completed', result: null },
    });
  });

  it.each(['order', 'call'] as const)('fails what was refused, about the %s', (about) => {
    const answer = { kind: 'refused', status: 422, about, reason: 'sku unknown' } as const;
    expect(syncOutcomeOf(answer)).toMatchObject({
      next: 'settle',
      settlement: { status: 'failed', error: { code: 'order-rejected', detail: 'sku unknown' } },
    });
  });

  it.each([
    [{ kind: 'doubt', why: 'timeout' }, 'backend-timeout', true],
    [{ kind: 'doubt', why: 'server-error' }, 'backend-failed', true],
    [{ kind: 'unavailable', why: 'connect' }, 'backend-failed', false],
  ] as const)('hands %j over to the background', (answer, code, inDoubt) => {
    expect(syncOutcomeOf(answer)).toMatchObject({
      next: 'retry',
      plan: { delayMs: 500, inDoubt, error: { code } },
      goingOn: { code, detail: expect.stringContaining('Location') },
    });
  });

  it('heeds Retry-After', () => {
    const answer = { kind: 'unavailable', why: 'overloaded', retryAfterMs: 7_000 } as const;
    expect(syncOutcomeOf(answer)).toMatchObject({ plan: { delayMs: 7_000 } });
  });
});
