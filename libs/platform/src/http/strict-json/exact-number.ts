/** What most numbers are: integers of few enough digits. */
const SURELY_EXACT = /^-?\d{1,15}$/;

/**
 * Whether a JSON number keeps its value on the way through a double and back: `1.10` and `1e2` do,
 * `9007199254740993` and `1e400` do not. Linear in the length of the text.
 */
export function isExactNumber(text: string): boolean {
  if (SURELY_EXACT.test(text)) return true;
  const value = Number(text);
  if (!Number.isFinite(value)) return false;
  const given = decimalOf(text);
  const kept = decimalOf(String(value));
  return given.digits === kept.digits && (given.digits === '' || given.exponent === kept.exponent);
}

interface Decimal {
  /** Significant digits, without zeros at either end; empty for zero. */
  digits: string;
  /** Power of ten of the last digit. */
  exponent: number;
}

function decimalOf(text: string): Decimal {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().replace(/^-/, '').split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const all = whole + fraction;
  const end = endOfDigits(all);
  const digits = all.slice(startOfDigits(all, end), end);
  return { digits, exponent: Number(exponent) - fraction.length + (all.length - end) };
}

/** By hand: a pattern like `0+$` takes quadratic time on long runs of zeros. */
function endOfDigits(digits: string): number {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end--;
  return end;
}

function startOfDigits(digits: string, end: number): number {
  let start = 0;
  while (start < end && digits[start] === '0') start++;
  return start;
}
