import fc from 'fast-check';
import { isExactNumber } from './exact-number';

describe('isExactNumber', () => {
  it.each(['0', '-0', '0.0', '1', '1.0', '1.10', '0.1', '1e2', '1E+2', '100e-2', '1e21'])(
    'takes %s',
    (text) => expect(isExactNumber(text)).toBe(true),
  );

  it.each(['9007199254740992', '100000000000000000000', '1.7976931348623157e308', '5e-324'])(
    'takes %s, which has few significant digits or is a double itself',
    (text) => expect(isExactNumber(text)).toBe(true),
  );

  it.each(['0e999999999999', '-0.000e-400'])('takes %s, a zero however it is spelled', (text) =>
    expect(isExactNumber(text)).toBe(true),
  );

  it.each(['9007199254740993', '12345678901234567890', '0.1000000000000000055', '1e400', '-1e400'])(
    'refuses %s',
    (text) => expect(isExactNumber(text)).toBe(false),
  );

  it.each(['1e-400', '3e-324', '1e999999999999', '1e-999999999999'])('refuses %s', (text) =>
    expect(isExactNumber(text)).toBe(false),
  );

  it('takes whatever a double is spelled as', () => {
    const doubles = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(fc.property(doubles, (value) => isExactNumber(JSON.stringify(value))));
  });

  it('agrees with exact integer arithmetic', () => {
    const integers = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n });
    fc.assert(
      fc.property(integers, (value) => {
        const kept = BigInt(toPlainDigits(Number(value)));
        expect(isExactNumber(String(value))).toBe(kept === value);
      }),
    );
  });

  it('is linear on long runs of zeros', () => {
    const text = `1${'0'.repeat(500_000)}.${'0'.repeat(500_000)}1`;
    const startedAtMs = performance.now();
    expect(isExactNumber(text)).toBe(false);
    expect(performance.now() - startedAtMs).toBeLessThan(1_000);
  });
});

/** The digits that JSON would carry for a double, not its exact binary value. */
function toPlainDigits(value: number): string {
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return whole + fraction.padEnd(Number(exponent), '0');
}
