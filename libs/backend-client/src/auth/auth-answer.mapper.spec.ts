import type { Exchange } from '../exchange';
import { authAnswerOf } from './auth-answer.mapper';

const exchange = (changes: Partial<Exchange>): Exchange => ({
  sent: true,
  status: 204,
  retryAfter: undefined,
  body: Buffer.alloc(0),
  ending: 'complete',
  ...changes,
});

const answer = (changes: Partial<Exchange>) => authAnswerOf(exchange(changes), 0);

describe('authAnswerOf', () => {
  it.each([200, 204, 404])('takes %s for done', (status) =>
    expect(answer({ status })).toEqual({ kind: 'unlinked' }),
  );

  it.each([
    [{ sent: false, status: undefined }, 'connect'],
    [{ status: undefined, ending: 'timeout' as const }, 'timeout'],
    [{ status: undefined, ending: 'reset' as const }, 'broken'],
    [{ status: 503 }, 'overloaded'],
    [{ status: 429 }, 'overloaded'],
  ])('will ask again after %j', (changes, why) =>
    expect(answer(changes)).toEqual({ kind: 'unavailable', why }),
  );

  it('heeds when to ask again', () => {
    expect(answer({ status: 429, retryAfter: '3' })).toMatchObject({ retryAfterMs: 3_000 });
  });

  it('passes on why it was refused', () => {
    const body = Buffer.from('{"detail":"Not this one."}');
    expect(answer({ status: 403, body })).toEqual({
      kind: 'refused',
      status: 403,
      reason: 'Not this one.',
    });
  });
});
