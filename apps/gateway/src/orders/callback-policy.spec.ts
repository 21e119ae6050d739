import { ProblemError } from '@sluice/platform';
import { CallbackPolicy } from './callback-policy';

const callbackSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const strict = new CallbackPolicy({ callbackSecret, callbackAllowPrivate: false });
const local = new CallbackPolicy({ callbackSecret, callbackAllowPrivate: true });
const unsigned = new CallbackPolicy({ callbackAllowPrivate: true });

function faultsOf(policy: CallbackPolicy, url: string): unknown {
  try {
    policy.read(url);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(ProblemError);
    expect((error as ProblemError).code).toBe('invalid-request');
    return (error as ProblemError).errors;
  }
}

describe('CallbackPolicy', () => {
  it('keeps a URL as the standard writes it, without a space or a fragment', () => {
    expect(strict.read('HTTPS://Example.ORG:443/a b?c=d e#f'.replaceAll(' ', '"'))).toBe(
      'https://example.org/a%22b?c=d%22e',
    );
    expect(strict.read(undefined)).toBeUndefined();
    expect(unsigned.read(undefined)).toBeUndefined();
  });

  it.each([
    'http://127.0.0.1/',
    'http://0x7f000001/',
    'http://[::1]/',
    'http://localhost/',
    'http://a:b@example.org/',
  ])('refuses %s', (url) =>
    expect(faultsOf(strict, url)).toEqual([
      { pointer: '/callbackUrl', detail: expect.stringMatching(/^(has to|must not)/) },
    ]),
  );

  it('lets private addresses pass where that is allowed, and nothing else', () => {
    expect(local.read('http://127.0.0.1:8080/hook')).toBe('http://127.0.0.1:8080/hook');
    expect(faultsOf(local, 'http://user@127.0.0.1/')).toHaveLength(1);
  });

  it('takes no callback that could not be signed', () => {
    expect(faultsOf(unsigned, 'https://example.org/')).toEqual([
      { pointer: '/callbackUrl', detail: expect.stringContaining('CALLBACK_SECRET') },
    ]);
  });
});
