const KEY_BYTES = 16;
const PRINTABLE = /^[\x20-\x7e]{1,255}$/;

/** A key of 128 random bits; `crypto.randomUUID` is missing on pages that came without TLS. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The field `Idempotency-Key`: a quoted string.
 *
 * @throws RangeError for anything but 1 to 255 printable ASCII characters
 */
export function idempotencyKeyField(key: string): string {
  if (PRINTABLE.test(key)) return `"${key.replace(/["\\]/g, '\\$&')}"`;
  throw new RangeError('an idempotency key has 1 to 255 printable ASCII characters');
}
