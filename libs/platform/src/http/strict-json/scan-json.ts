import * as json from './json-bytes';
import { OpenKeys } from './open-keys';

// Constants of this module: an import is looked up each time that the loop comes by.
const { BYTE_KINDS, STRING, NUMBER, OPEN, CLOSE, SPACE } = json;
const { QUOTE, BACKSLASH, COLON, MINUS, POINT, ZERO, NINE, LOWER_CASE } = json;
const { UNDERSCORE, LETTER_C, LETTER_E, LETTER_R, LETTER_U } = json;

/** Nothing to object to, and the text is exactly what `JSON.stringify` makes of its value. */
export const CANONICAL = 0;
/** Nothing to object to, but spelled otherwise: white space, escapes, `1.0`, a key like `7`. */
export const REFORMATTED = 1;
/** Perhaps something to object to: the thorough check decides. */
export const SUSPICIOUS = 2;

export type ScanVerdict = typeof CANONICAL | typeof REFORMATTED | typeof SUSPICIOUS;

/** A decimal of at most 15 digits survives the way through a double. */
const MAX_NUMBER_LENGTH = 15;

const keys = new OpenKeys();

/**
 * Decides in one pass over its bytes whether a text that `JSON.parse` took is beyond suspicion.
 * Linear, without recursion or allocation. It stands in the way of every order: one loop with its
 * state in local variables takes half the time of the same in methods, and less than any walk over
 * the parsed value or a comparison with `JSON.stringify`.
 */
export function scanJson(bytes: Uint8Array): ScanVerdict {
  let verdict: ScanVerdict = CANONICAL;
  keys.reset();
  for (let at = 0; at < bytes.length; at++) {
    switch (BYTE_KINDS[bytes[at] as number] as number) {
      case STRING: {
        const start = at + 1;
        let hash = 0;
        for (let byte = bytes[++at] as number; byte !== QUOTE; byte = bytes[++at] as number) {
          if (byte === BACKSLASH) {
            verdict = REFORMATTED;
            byte = bytes[++at] as number;
            if (byte === LETTER_U) return SUSPICIOUS;
          }
          // Without the backslash, so that `a/b` and `a\/b` are found to be one key.
          hash = (hash * 31 + byte) | 0;
        }
        if (!isFollowedByColon(bytes, at)) break;
        if (!keys.add(hash) || looksDangerous(bytes, start, at)) return SUSPICIOUS;
        if ((bytes[start] as number) <= NINE) verdict = REFORMATTED;
        break;
      }
      case NUMBER: {
        const end = endOfNumber(bytes, at);
        if (isSuspiciousNumber(bytes, at, end)) return SUSPICIOUS;
        if (!isPlainInteger(bytes, at, end)) verdict = REFORMATTED;
        at = end - 1;
        break;
      }
      case OPEN:
        if (!keys.open()) return SUSPICIOUS;
        break;
      case CLOSE:
        keys.close();
        break;
      case SPACE:
        verdict = REFORMATTED;
    }
  }
  return verdict;
}

function isFollowedByColon(bytes: Uint8Array, quoteAt: number): boolean {
  let at = quoteAt + 1;
  while (BYTE_KINDS[bytes[at] as number] === SPACE) at++;
  return bytes[at] === COLON;
}

/** Might be `__proto__` or `constructor`. */
function looksDangerous(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start];
  const last = bytes[end - 1];
  const length = end - start;
  return (
    (length === 9 && first === UNDERSCORE && last === UNDERSCORE) ||
    (length === 11 && first === LETTER_C && last === LETTER_R)
  );
}

/** Where its digits, sign and point end; an exponent is left out. */
function endOfNumber(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while ((bytes[at] as number) >= MINUS && (bytes[at] as number) <= NINE) at++;
  return at;
}

function isSuspiciousNumber(bytes: Uint8Array, start: number, end: number): boolean {
  const hasExponent = ((bytes[end] as number) | LOWER_CASE) === LETTER_E;
  return hasExponent || end - start > MAX_NUMBER_LENGTH;
}

/** Not `-0`, and without a fraction, which may end in zeros. */
function isPlainInteger(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] === POINT) return false;
  return bytes[start] !== MINUS || bytes[start + 1] !== ZERO;
}
