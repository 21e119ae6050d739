import { redactFields } from './redact-fields';

describe('redactFields', () => {
  it.each([
    'password',
    'redisPassword',
    'client_secret',
    'Authorization',
    'set-cookie',
    'accessToken',
    'apiKey',
    'x-api-key',
    'credentials',
  ])('cuts the member %s out', (name) => {
    expect(redactFields({ outer: { [name]: 'canary' } })).toEqual({
      outer: { [name]: '[redacted]' },
    });
  });

  it('cuts passwords inside URLs out', () => {
    expect(redactFields({ text: 'at redis://me:canary@host:1/0 and http://a/b' })).toEqual({
      text: 'at redis://[redacted]@host:1/0 and http://a/b',
    });
  });

  it('shows of an error what helps, not what a driver hangs on it', () => {
    const cause = Object.assign(new Error('below'), { code: 'ECONNREFUSED' });
    const error = Object.assign(new TypeError('above', { cause }), {
      command: { args: ['payload'] },
    });
    const fields = redactFields({ err: error });
    expect(fields).toMatchObject({
      err: {
        type: 'TypeError',
        message: 'above',
        stack: expect.stringContaining('redact-fields.spec'),
        cause: { message: 'below', code: 'ECONNREFUSED' },
      },
    });
    expect(JSON.stringify(fields)).not.toContain('payload');
  });

  it('keeps plain values and turns the odd ones into text', () => {
    const odd = { big: 1n, when: new Date(0), bytes: Buffer.from('abc'), never: new Date(NaN) };
    expect(redactFields({ n: 1, t: true, nothing: null, ...odd })).toEqual({
      n: 1,
      t: true,
      nothing: null,
      big: '1',
      when: '1970-01-01T00:00:00.000Z',
      bytes: '[3 bytes]',
      never: null,
    });
  });

  it('bounds depth, width and length', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const fields = redactFields({ circle, long: 'x'.repeat(10_000), many: Array(500).fill(0) });
    expect(JSON.stringify(fields).length).toBeLessThan(10_000);
    expect(fields['many']).toHaveLength(100);
  });

  it('never throws', () => {
    const hostile = {
      get member(): string {
        throw new Error('no');
      },
    };
    expect(redactFields({ hostile })).toEqual({ unloggable: true });
  });
});
