import { hash } from 'node:crypto';
import fc from 'fast-check';
import { bearerKeyOf } from './credentials';
import { KeyRing } from './key-ring';

describe('a key ring', () => {
  it('knows whose a key is, and only for the key itself', () => {
    const sha256 = hash('sha256', 'acme-key');
    const ring = new KeyRing([{ client: 'acme', sha256, roles: ['client'] }]);
    expect(ring.ownerOf('acme-key')).toEqual({ client: 'acme', roles: new Set(['client']) });
    for (const other of ['acme-key ', 'ACME-KEY', 'acme-ke', '', sha256, '__proto__']) {
      expect(ring.ownerOf(other)).toBeUndefined();
    }
  });
});

describe('the clients of a key ring', () => {
  it('are there once each, with what the keys say of them', () => {
    const roles: ['client'] = ['client'];
    const ring = new KeyRing([
      { client: 'acme', sha256: 'a'.repeat(64), roles, weight: 3, maxInFlight: 8 },
      { client: 'acme', sha256: 'b'.repeat(64), roles, weight: 3, maxInFlight: 8 },
      { client: 'other', sha256: 'c'.repeat(64), roles },
    ]);
    expect(ring.clientPolicies).toEqual([
      { client: 'acme', weight: 3, maxInFlight: 8 },
      { client: 'other', weight: 1 },
    ]);
    expect(new KeyRing([]).clientPolicies).toEqual([]);
  });
});

describe('credentials', () => {
  it.each([
    ['Bearer abc', 'abc'],
    ['bearer   a.b_c~d+e/f-g==', 'a.b_c~d+e/f-g=='],
    ['BEARER abc ', 'abc'],
  ])('%j holds %j', (field, key) => expect(bearerKeyOf(field)).toBe(key));

  it.each([
    '',
    'Bearer',
    'Bearer ',
    'Bearerabc',
    'Bearer a b',
    'Bearer a,b',
    ' Bearer a',
    'Basic a2V5OmFiYw==',
  ])('%j holds none', (field) => expect(bearerKeyOf(field)).toBeUndefined());

  it('never break on anything that can be sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const field of [text, `Bearer ${text}`]) {
          expect([undefined, 'string']).toContainEqual(
            bearerKeyOf(field) === undefined ? undefined : 'string',
          );
        }
      }),
    );
  });
});
