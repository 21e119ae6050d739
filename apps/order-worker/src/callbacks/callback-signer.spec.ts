import { CALLBACK_SECRETS_PATTERN } from '@sluice/contracts';
import { Webhook } from 'standardwebhooks';
import type { Logger } from '@sluice/platform';
import { CallbackSigner, SigningClock } from './callback-signer';

const FIRST = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const SECOND = `whsec_${Buffer.from('another secret of 24 by.').toString('base64')}`;
const BODY = '{"id":"o-1","notes":"Grüße 😀"}';

describe('CallbackSigner', () => {
  it('signs as the reference implementation does', () => {
    const at = new Date(1_614_265_330_000);
    const headers = new CallbackSigner(FIRST).sign(
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      at.getTime(),
      '{"test": 2432232314}',
    );
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
    expect(headers['webhook-signature']).toBe(
      new Webhook(FIRST).sign('msg_p5jXN8AQM9LWM0D4loKWxJek', at, '{"test": 2432232314}'),
    );
  });

  it.each([`${FIRST} ${SECOND}`, `${SECOND},${FIRST}`, `${FIRST}, ${SECOND}`])(
    'is understood by receivers that know the old or the new secret',
    (secrets) => {
      const headers = new CallbackSigner(secrets).sign('d-1', Date.now(), BODY);
      for (const known of [FIRST, SECOND]) {
        expect(new Webhook(known).verify(BODY, headers)).toEqual(JSON.parse(BODY));
      }
    },
  );

  it('convinces nobody of another body, id or secret', () => {
    const headers = new CallbackSigner(FIRST).sign('d-1', Date.now(), BODY);
    const verify =
      (secret: string, body: string, changes: object = {}) =>
      () =>
        new Webhook(secret).verify(body, { ...headers, ...changes });
    expect(verify(FIRST, BODY)).not.toThrow();
    expect(verify(SECOND, BODY)).toThrow();
    expect(verify(FIRST, `${BODY} `)).toThrow();
    expect(verify(FIRST, BODY, { 'webhook-id': 'd-2' })).toThrow();
  });
});

describe('CALLBACK_SECRET', () => {
  it.each([FIRST, `${FIRST} ${SECOND}`, `${FIRST},${SECOND}`])('may be %s', (text) =>
    expect(text).toMatch(CALLBACK_SECRETS_PATTERN),
  );
  it.each(['secret', 'whsec_', 'whsec_short', `${FIRST};${SECOND}`, `${FIRST} secret`])(
    'may not be %s',
    (text) => expect(text).not.toMatch(CALLBACK_SECRETS_PATTERN),
  );
});

describe('SigningClock', () => {
  const warn = jest.fn();
  let clock: SigningClock;

  beforeEach(() => {
    jest.useFakeTimers();
    warn.mockReset();
    clock = new SigningClock({ warn } as unknown as Logger);
  });
  afterEach(() => jest.useRealTimers());

  it("shows this machine's time until Redis has told its", () => {
    expect(clock.now()).toBe(Date.now());
  });

  it("shows Redis' time, and tells once that this machine's is another", () => {
    clock.observe(Date.now() - 600_000);
    jest.advanceTimersByTime(1_000);
    expect(clock.now()).toBe(Date.now() - 600_000);
    clock.now();
    expect(warn.mock.calls.map(([fields]: unknown[]) => fields)).toEqual([{ skewMs: 600_000 }]);
  });

  it('tells nothing of a small difference', () => {
    clock.observe(Date.now() + 20_000);
    clock.now();
    expect(warn).not.toHaveBeenCalled();
  });
});
