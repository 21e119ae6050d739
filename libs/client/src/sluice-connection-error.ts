/**
 * No answer came: refused, cut off or too late. Whether the gateway took the request is unknown;
 * sending it again with the same idempotency key is always safe.
 */
export class SluiceConnectionError extends Error {
  override readonly name = 'SluiceConnectionError';
}
