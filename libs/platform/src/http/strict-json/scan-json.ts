import * as json from './json-bytes';
import { MAX_DEPTH } from './strict-rules';

/** Nothing to object to, and the text is exactly what `JSON.stringify` makes of its value. */
export const CANONICAL = 0;
/** Nothing to object to, but spelled otherwise: white space, escapes, `1.0`, a key like `7`. */
export const REFORMATTED = 1;
/** Perhaps something to object to: the thorough check decides. */
export const SUSPICIOUS = 2;

export type ScanVerdict = typeof CANONICAL | typeof REFORMATTED | typeof SUSPICIOUS;

/** Objects with more members are left to the thorough check, whose cost is linear in them. */
const MAX_MEMBERS = 16;
/** A decimal of at most 15 digits survives the way through a double. */
const MAX_NUMBER_LENGTH = 15;

/**
 * One pass over the bytes of a text that `JSON.parse` took. It stands in the way of every order, and
 * costs less than any walk over the parsed value or a comparison with `JSON.stringify`.
 */
class JsonScan {
  private bytes: Uint8Array = new Uint8Array();
  private at = 0;
  private verdict: ScanVerdict = CANONICAL;
  /** Hashes of the keys of all open objects; those of the innermost one begin at `base`. */
  private readonly hashes = new Int32Array((MAX_DEPTH + 1) * MAX_MEMBERS);
  private base = 0;
  private top = 0;
  private readonly outerBases = new Int32Array(MAX_DEPTH);
  private depth = 0;

  run(bytes: Uint8Array): ScanVerdict {
    this.bytes = bytes;
    this.at = this.base = this.top = this.depth = 0;
    this.verdict = CANONICAL;
    while (this.at < bytes.length) {
      this.step();
      if ((this.verdict as ScanVerdict) === SUSPICIOUS) return SUSPICIOUS;
    }
    return this.verdict;
  }

  private step(): void {
    switch (json.BYTE_KINDS[this.bytes[this.at] as number]) {
      case json.STRING:
        return this.text();
      case json.NUMBER:
        return this.number();
      case json.OPEN:
        return this.open();
      case json.CLOSE:
        return this.close();
      case json.SPACE:
        this.verdict = REFORMATTED;
    }
    this.at++;
  }

  private text(): void {
    const { bytes } = this;
    const start = this.at + 1;
    let at = start;
    let hash = 0;
    for (let byte = bytes[at] as number; byte !== json.QUOTE; byte = bytes[++at] as number) {
      if (byte === json.BACKSLASH) {
        this.verdict = REFORMATTED;
        byte = bytes[++at] as number;
        if (byte === json.LETTER_U) return this.suspect();
      }
      // Without the backslash, so that `a/b` and `a\/b` are found to be one key.
      hash = (hash * 31 + byte) | 0;
    }
    this.at = at + 1;
    if (this.isFollowedByColon()) this.key(start, at, hash);
  }

  private isFollowedByColon(): boolean {
    const { bytes } = this;
    let at = this.at;
    while (json.BYTE_KINDS[bytes[at] as number] === json.SPACE) at++;
    return bytes[at] === json.COLON;
  }

  private key(start: number, end: number, hash: number): void {
    const { bytes, hashes, base, top } = this;
    for (let i = base; i < top; i++) if (hashes[i] === hash) return this.suspect();
    if (top - base === MAX_MEMBERS || looksDangerous(bytes, start, end)) return this.suspect();
    if ((bytes[start] as number) <= json.NINE) this.verdict = REFORMATTED;
    hashes[this.top++] = hash;
  }

  private number(): void {
    const { bytes } = this;
    const start = this.at;
    let at = start + 1;
    while ((bytes[at] as number) >= json.MINUS && (bytes[at] as number) <= json.NINE) {
      if (bytes[at++] === json.POINT) this.verdict = REFORMATTED;
    }
    const hasExponent = ((bytes[at] as number) | json.LOWER_CASE) === json.LETTER_E;
    if (hasExponent || at - start > MAX_NUMBER_LENGTH) return this.suspect();
    if (bytes[start] === json.MINUS && bytes[start + 1] === json.ZERO) this.verdict = REFORMATTED;
    this.at = at;
  }

  private open(): void {
    if (this.depth === MAX_DEPTH) return this.suspect();
    this.outerBases[this.depth++] = this.base;
    this.base = this.top;
    this.at++;
  }

  private close(): void {
    this.top = this.base;
    this.base = this.outerBases[--this.depth] as number;
    this.at++;
  }

  private suspect(): void {
    this.verdict = SUSPICIOUS;
  }
}

/** Might be `__proto__` or `constructor`. */
function looksDangerous(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start];
  const last = bytes[end - 1];
  const length = end - start;
  return (
    (length === 9 && first === json.UNDERSCORE && last === json.UNDERSCORE) ||
    (length === 11 && first === json.LETTER_C && last === json.LETTER_R)
  );
}

const scan = new JsonScan();

/**
 * Decides in one pass over the bytes whether a valid JSON text is beyond suspicion. Only for texts
 * that `JSON.parse` took; linear, without recursion or allocation.
 */
export function scanJson(bytes: Uint8Array): ScanVerdict {
  return scan.run(bytes);
}
