import { hash } from 'node:crypto';
import { parseKeyFile } from './read-key-file';

const SHA256 = hash('sha256', 'a-key');
const KEY = { client: 'acme', sha256: SHA256, roles: ['client'] };

const parse = (value: unknown) =>
  parseKeyFile(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));
const faultsOf = (value: unknown) => {
  const file = parse(value);
  return 'faults' in file ? file.faults : [];
};

describe('the key file', () => {
  it('gives its keys, hashes in small letters', () => {
    const shares = { weight: 100, maxInFlight: 1 };
    const ops = { client: 'o.p-s_1', sha256: 'A'.repeat(64), roles: ['ops', 'client'] };
    const keys = [KEY, { ...ops, ...shares }];
    expect(parse(keys)).toEqual({
      entries: [KEY, { ...keys[1], sha256: 'a'.repeat(64) }],
    });
  });

  it('may be empty: then nobody gets in', () => {
    expect(parse([])).toEqual({ entries: [] });
  });

  it.each(['', '{', '{}', 'null', '"keys"', '[{"client":"a","client":"b"}]', '\ufeff[]'])(
    'has to be a strict JSON list, not %j',
    (text) => {
      expect(faultsOf(text)).toEqual(['must hold a JSON list of keys, each key once']);
    },
  );

  it.each([
    [null, 'object'],
    [[KEY], 'object'],
    ['acme', 'object'],
    [{ ...KEY, key: 'a-key' }, 'no member but'],
    [{ ...KEY, client: '' }, '"client"'],
    [{ ...KEY, client: 'a b' }, '"client"'],
    [{ ...KEY, client: 'x'.repeat(65) }, '"client"'],
    [{ ...KEY, client: 'anonymous' }, '"client"'],
    [{ ...KEY, client: 7 }, '"client"'],
    [{ ...KEY, sha256: SHA256.slice(1) }, '"sha256"'],
    [{ ...KEY, sha256: `${SHA256}\n` }, '"sha256"'],
    [{ client: 'acme', roles: ['client'] }, '"sha256"'],
    [{ ...KEY, roles: [] }, '"roles"'],
    [{ ...KEY, roles: ['admin'] }, '"roles"'],
    [{ ...KEY, roles: ['ops', 'ops'] }, '"roles"'],
    [{ ...KEY, roles: 'ops' }, '"roles"'],
    [{ ...KEY, weight: 0 }, '"weight"'],
    [{ ...KEY, weight: 101 }, '"weight"'],
    [{ ...KEY, weight: 1.5 }, '"weight"'],
    [{ ...KEY, weight: '2' }, '"weight"'],
    [{ ...KEY, weight: null }, '"weight"'],
    [{ ...KEY, maxInFlight: 0 }, '"maxInFlight"'],
    [{ ...KEY, maxInFlight: -1 }, '"maxInFlight"'],
    [{ ...KEY, maxInFlight: 2.5 }, '"maxInFlight"'],
    [{ ...KEY, maxInFlight: 1_000_001 }, '"maxInFlight"'],
    [{ ...KEY, maxInFlight: true }, '"maxInFlight"'],
  ])('refuses the entry %j in one sentence', (entry, word) => {
    const faults = faultsOf([{ ...KEY, sha256: 'b'.repeat(64) }, entry]);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain('in entry 2');
    expect(faults[0]).toContain(word);
  });

  it('refuses a key that is there twice', () => {
    const twice = [KEY, { ...KEY, client: 'other', sha256: SHA256.toUpperCase() }];
    expect(faultsOf(twice)).toEqual(['must not have in entry 2 the "sha256" of entry 1']);
  });

  it('refuses keys of one client that differ in what they share', () => {
    const other = { ...KEY, sha256: 'b'.repeat(64) };
    const share = ', for the keys of one client share it';
    expect(faultsOf([{ ...KEY, weight: 2 }, other])).toEqual([
      `must have in entry 2 the "weight" of entry 1${share}`,
    ]);
    expect(faultsOf([KEY, { ...other, weight: 2, maxInFlight: 3 }])).toEqual([
      `must have in entry 2 the "weight" of entry 1${share}`,
      `must have in entry 2 the "maxInFlight" of entry 1${share}`,
    ]);
    expect(faultsOf([KEY, { ...other, client: 'other', weight: 2 }])).toEqual([]);
    expect(faultsOf([KEY, { ...other, weight: 1 }])).toEqual([]);
  });

  it('names all faults at once and shows nothing of the contents', () => {
    const faults = faultsOf([{ ...KEY, client: 'not a name', roles: ['secret-role'] }, 'secret']);
    expect(faults).toHaveLength(3);
    expect(faults.join()).not.toMatch(/not a name|secret/);
  });
});
