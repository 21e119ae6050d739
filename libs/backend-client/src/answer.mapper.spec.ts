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
    ['an empty body', { status: 200 }],
    ['a blank body', { status: 201, body: ' \r\n' }],
    ['204', { status: 204 }],
    ['any other 2xx', { status: 226 }],
  ])('is saved without a result by its head: %s', (_case, facts) => {
    expect(answerOf(exchange(facts), NOW_MS)).toEqual({ kind: 'saved', result: null });
  });

  it.each([
    ['text', { status: 200, body: 'thanks' }, 'garbage'],
    ['a cut body', { status: 201, body: '{"id"', ending: 'reset' }, 'reset'],
    ['a whole body on a broken wire', { status: 201, body: '{}', ending: 'reset' }, 'reset'],
    ['a body that breaks off as HTTP', { status: 206, ending: 'garbage' }, 'garbage'],
    ['an endless body', { status: 201, ending: 'too-large' }, 'too-large'],
    ['a slow body', { status: 201, ending: 'timeout' }, 'timeout'],
  ] as const)('is saved by its head, its body dropped: %s', (_case, facts, dropped) => {
    const answer = answerOf(exchange(facts), NOW_MS);
    expect(answer).toEqual({ kind: 'saved', result: null, dropped });
  });

  it.each([
    ['202, which promises nothing', { status: 202, body: '{}' }, 'garbage'],
    ['202 without an end', { status: 202, ending: 'too-large' }, 'garbage'],
    ['a redirect', { status: 307 }, 'garbage'],
    ['500', { status: 500 }, 'server-error'],
    ['503', { status: 503 }, 'server-error'],
    ['408', { status: 408 }, 'server-error'],
    ['499', { status: 499 }, 'server-error'],
    ['no head in time', { ending: 'timeout' }, 'timeout'],
    ['a hang-up', { ending: 'reset' }, 'reset'],
    ['a head that is no HTTP', { ending: 'garbage' }, 'garbage'],
  ] as const)('%s is doubt', (_case, facts, why) => {
    expect(answerOf(exchange(facts), NOW_MS)).toEqual({ kind: 'doubt', why });
  });

  it.each([400, 410, 422])('%d refuses the order', (status) => {
    const answer = answerOf(exchange({ status, body: '{"detail":"no"}' }), NOW_MS);
    expect(answer).toEqual({ kind: 'refused', status, about: 'order', reason: 'no' });
  });

  it.each([
    401, 402, 403, 404, 405, 406, 407, 409, 411, 412, 413, 414, 415, 417, 421, 426, 428, 431, 451,
  ])('%d refuses the call alone', (status) => {
    const answer = answerOf(exchange({ status, body: '{"detail":"no"}', retryAfter: '4' }), NOW_MS);
    const about = 'call';
    expect(answer).toEqual({ kind: 'refused', status, about, reason: 'no', retryAfterMs: 4_000 });
  });

  it('a refusal stays one when its explanation never ends', () => {
    const answer = answerOf(exchange({ status: 422, body: 'bad sku', ending: 'timeout' }), NOW_MS);
    expect(answer).toMatchObject({ kind: 'refused', status: 422, reason: 'bad sku' });
  });

  it.each([423, 424, 425, 429])('%d was not taken in', (status) => {
    const answer = answerOf(exchange({ status, retryAfter: '3' }), NOW_MS);
    expect(answer).toEqual({ kind: 'unavailable', why: 'overloaded', retryAfterMs: 3_000 });
  });

  it.each([429, 503])('does not believe a Retry-After of years (%d)', (status) => {
    const answer = answerOf(exchange({ status, retryAfter: '999999999' }), NOW_MS);
    expect(answer).toMatchObject({ retryAfterMs: 900_000 });
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
