import { createHmac, randomBytes } from 'node:crypto';
import { KeyedHash } from './keyed-hash';

describe('KeyedHash', () => {
  it('is HMAC-SHA-256', () => {
    for (const keyBytes of [1, 32, 64]) {
      const key = randomBytes(keyBytes);
      const keyed = new KeyedHash(key);
      for (const text of ['', 'acme A-1', 'x'.repeat(256)]) {
        expect(keyed.hex(text)).toBe(createHmac('sha256', key).update(text).digest('hex'));
      }
    }
  });

  it('refuses what does not fit its buffers', () => {
    expect(() => new KeyedHash(Buffer.alloc(65))).toThrow(RangeError);
    expect(() => new KeyedHash(Buffer.alloc(32)).hex('x'.repeat(257))).toThrow(RangeError);
  });
});
