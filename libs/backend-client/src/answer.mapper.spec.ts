import { errors } from 'undici';
import { answerOf } from './answer.mapper';
import { endingOfFailure, type Exchange } from './exchange';

const NOW_MS = Date.parse('2026-01-02T03:04:05Z');

function exchange(facts: Partial<Omit<Exchange, 'body'>> & { body?: string }): Exchange {
  const blank = {
    sent: true,
    status: undefined,
    retryAfter: undefined,
    ending: 'complete',
  } as const;
  return { ...blank, ...facts, body: Buffer.from(facts.body ?? '') };
}

describe('answerOf', () => {
  it.each([200, 201])('%d with JSON is saved', (status) => {
    const answer = answerOf(exchange({ status, body: '{"id":1}' }), NOW_MS);
    expect(answer).toEqual({ kind: 'saved', result: { id: 1 } });
  });

  it.each([
    ['not JSON', { status: 201, body: 'thanks' }, 'garbage'],
    ['an empty body', { status: 200 }, 'garbage'],
    ['a cut body', { status: 201, body: '{"id"', ending: 'reset' }, 'reset'],
    ['a whole body on a broken wire', { status: 201, body: '{}', ending: 'reset' }, 'reset'],
    ['an endless body', { status: 201, ending: 'too-large' }, 'too-large'],
    ['a slow body', { status: 201, ending: 'timeout' }, 'timeout'],
    ['202, which promises nothing', { status: 202, body: '{}' }, 'garbage'],
    ['a redirect', { status: 307 }, 'garbage'],
    ['500', { status: 500 }, 'server-error'],
    ['503', { status: 503 }, 'server-error'],
    ['408', { status: 408 }, 'server-error'],
    ['no head in time', { ending: 'timeout' }, 'timeout'],
    ['a hang-up', { ending: 'reset' }, 'reset'],
    ['a head that is no HTTP', { ending: 'garbage' }, 'garbage'],
  ] as const)('%s is doubt', (_case, facts, why) => {
    expect(answerOf(exchange(facts), NOW_MS)).toEqual({ kind: 'doubt', why });
  });

  it.each([400, 401, 404, 409, 413, 422, 451])('%d is a definite refusal', (status) => {
    const answer = answerOf(exchange({ status, body: '{"detail":"no"}' }), NOW_MS);
    expect(answer).toEqual({ kind: 'refused', status, reason: 'no' });
  });

  it('a refusal stays one when its explanation never ends', () => {
    const answer = answerOf(exchange({ status: 422, body: 'bad sku', ending: 'timeout' }), NOW_MS);
    expect(answer).toEqual({ kind: 'refused', status: 422, reason: 'bad sku' });
  });

  it.each([429, 425])('%d was not taken in', (status) => {
    const answer = answerOf(exchange({ status, retryAfter: '3' }), NOW_MS);
    expect(answer).toEqual({ kind: 'unavailable', why: 'overloaded', retryAfterMs: 3_000 });
  });

  it('503 keeps its Retry-After and its doubt', () => {
    const answer = answerOf(exchange({ status: 503, retryAfter: '2' }), NOW_MS);
    expect(answer).toEqual({ kind: 'doubt', why: 'server-error', retryAfterMs: 2_000 });
  });

  it.each(['timeout', 'reset'] as const)('what was never sent is no doubt (%s)', (ending) => {
    const answer = answerOf(exchange({ sent: false, ending }), NOW_MS);
    expect(answer).toEqual({ kind: 'unavailable', why: 'connect' });
  });
});

describe('endingOfFailure', () => {
  it.each([
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
    ['UND_ERR_BODY_TIMEOUT', 'timeout'],
    ['UND_ERR_HEADERS_OVERFLOW', 'too-large'],
    ['UND_ERR_SOCKET', 'reset'],
    ['ECONNRESET', 'reset'],
  ] as const)('%s is %s', (code, ending) => {
    expect(endingOfFailure(Object.assign(new Error('x'), { code }))).toBe(ending);
  });

  it('knows a peer that does not speak HTTP', () => {
    expect(endingOfFailure(new errors.HTTPParserError('what?'))).toBe('garbage');
  });

  it('takes anything else for a lost connection', () => {
    expect(endingOfFailure('odd')).toBe('reset');
    expect(endingOfFailure({ code: 7 })).toBe('reset');
  });
});
