import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Logger } from '@sluice/platform';
import { RemoteClock } from '../tasks/remote-clock';

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

/** Receivers refuse what was signed longer ago than some minutes; this is well before that. */
const NOTABLE_SKEW_MS = 30_000;

/**
 * The time that callbacks are signed with: Redis', which all workers share. A machine whose own clock
 * is wrong would sign what no receiver takes.
 */
@Injectable()
export class SigningClock {
  private readonly redisClock = new RemoteClock();
  private isSkewTold = false;

  constructor(private readonly logger: Logger) {}

  /** An answer of Redis just came that was given at `redisMs` (Unix time). */
  observe(redisMs: number): void {
    this.redisClock.observe(redisMs, performance.now());
  }

  /** Unix time in ms; this machine's own as long as Redis has not told its. */
  now(): number {
    const ownMs = Date.now();
    const redisMs = this.redisClock.toTheirs(performance.now());
    if (redisMs === undefined) return ownMs;
    this.tellSkew(ownMs - redisMs);
    return redisMs;
  }

  private tellSkew(skewMs: number): void {
    if (this.isSkewTold || Math.abs(skewMs) <= NOTABLE_SKEW_MS) return;
    this.isSkewTold = true;
    const fields = { skewMs: Math.round(skewMs) };
    this.logger.warn(fields, "clock differs from Redis' clock, callbacks are signed by the latter");
  }
}
