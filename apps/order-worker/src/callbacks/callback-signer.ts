import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';
const SEPARATORS = /[\s,]+/;

/** The headers by which a receiver knows a delivery and whom it is from. */
export type SignedHeaders = Record<
  'webhook-id' | 'webhook-timestamp' | 'webhook-signature',
  string
>;

/**
 * Signs deliveries as Standard Webhooks asks: HMAC-SHA-256 over `id.timestamp.body`, once per secret.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export class CallbackSigner {
  private readonly keys: Buffer[];

  /** @param secrets `whsec_…`, separated by spaces or commas, the newest first */
  constructor(secrets: string) {
    const words = secrets.split(SEPARATORS).filter((word) => word !== '');
    this.keys = words.map((word) => Buffer.from(word.slice(PREFIX.length), 'base64'));
  }

  /** @param atMs moment of this attempt, so that receivers can refuse what is replayed to them later */
  sign(deliveryId: string, atMs: number, body: string): SignedHeaders {
    const timestamp = String(Math.floor(atMs / 1_000));
    const signed = `${deliveryId}.${timestamp}.${body}`;
    return {
      'webhook-id': deliveryId,
      'webhook-timestamp': timestamp,
      'webhook-signature': this.keys.map((key) => `v1,${signatureOf(key, signed)}`).join(' '),
    };
  }
}

function signatureOf(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64');
}
