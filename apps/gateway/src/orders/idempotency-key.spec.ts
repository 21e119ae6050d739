import { idempotencyOf, readIdempotencyKey } from './idempotency-key';

describe('readIdempotencyKey', () => {
  it.each([
    ['"8e03978e-40d5-43dd-bc93-6894a57f9324"', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
    ['"with space"', 'with space'],
    ['"a\\"b\\\\c"', 'a"b\\c'],
    ['bare-token', 'bare-token'],
    [`"${'x'.repeat(255)}"`, 'x'.repeat(255)],
  ])('reads %s', (field, key) => expect(readIdempotencyKey(field)).toBe(key));

  it.each(['', '""', '"open', '"a"b"', 'two words', '"bad\\escape"', `"${'x'.repeat(256)}"`, 'ü'])(
    'refuses %j',
    (field) => expect(() => readIdempotencyKey(field)).toThrow('Idempotency-Key'),
  );
});

describe('idempotencyOf', () => {
  it('keeps clients, keys and bodies apart without telling them', () => {
    const mark = idempotencyOf('acme', 'secret-key', '{}');
    expect(JSON.stringify(mark)).not.toContain('secret');
    expect(idempotencyOf('other', 'secret-key', '{}').hash).not.toBe(mark.hash);
    expect(idempotencyOf('acme', 'secret-key', '{ }').hash).toBe(mark.hash);
    expect(idempotencyOf('acme', 'secret-key', '{ }').fingerprint).not.toBe(mark.fingerprint);
  });
});
