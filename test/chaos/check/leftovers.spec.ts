import { leftoversIn, type StoredKey } from './leftovers.ts';

const BASE = '{sluice:0}:order';
const BELLS = '{sluice:0}:orders:';
const QUEUES = [
  { base: BASE, bells: BELLS },
  { base: '{sluice:0}:callback', bells: '{sluice:0}:callbacks:' },
];

const stored = (key: string, rest: Partial<StoredKey> = {}): StoredKey => {
  return { key, size: 1, keptMs: null, items: [], ...rest };
};
const find = (...keys: StoredKey[]) => leftoversIn(keys, QUEUES);

describe('leftoversIn', () => {
  it('is content with what stays for good, and with what goes by itself', () => {
    const kept = ['-counters', '-dead-letters', '-virtual-time', '-reconciler', '-id-fingerprint'];
    const notes = kept.map((name) => stored(BASE + name));
    const besides = ['clock', 'client-policies'].map((name) => stored(`{sluice:0}:${name}`));
    const going = [stored(`${BASE}:00-1111`), stored('{sluice:0}:idempotency:ab')];
    const bull = [stored(`${BELLS}id`), stored(`${BELLS}stalled-check`)];
    const all = [...notes, ...besides, ...bull, ...going.map((key) => ({ ...key, keptMs: 5_000 }))];
    expect(find(...all)).toEqual([]);
  });

  it.each([
    '-lanes',
    '-retry-lanes',
    '-parked-lanes',
    '-lane:acme:n',
    '-leases',
    '-retries',
    '-scheduled',
    '-deadlines',
    '-queued-h',
    '-in-flight:acme',
    '-waiting-corrections',
    '-control',
    '-a-key-that-nobody-knows-yet',
  ])('names what is left in %s', (name) => {
    expect(find(stored(BASE + name, { size: 3 }))).toEqual([`3 in ${BASE}${name}`]);
  });

  it('names records and idempotency keys that would stay', () => {
    expect(find(stored(`${BASE}:00-1111`), stored('{sluice:0}:idempotency:ab'))).toEqual([
      '{sluice:0}:idempotency:ab, kept for good',
      `${BASE}:00-1111, kept for good`,
    ]);
  });

  it('lets a handful of bells wait, but not more', () => {
    const ids = Array.from({ length: 9 }, (_, nth) => String(nth));
    const jobs = ids.map((id) => stored(BELLS + id));
    const wait = (most: number) => {
      return stored(`${BELLS}wait`, { size: most, items: ids.slice(0, most) });
    };
    expect(find(wait(8), ...jobs.slice(0, 8))).toEqual([]);
    expect(find(wait(9), ...jobs)).toEqual([`9 in ${BELLS}wait`]);
  });

  it('names bells that somebody still holds, and jobs without a place', () => {
    const lost = ['active', '7', '7:lock'].map((name) => stored(BELLS + name));
    const wait = stored(`${BELLS}wait`, { items: ['8'] });
    expect(find(...lost, wait)).toEqual([
      `1 in ${BELLS}active`,
      `job ${BELLS}7`,
      `job ${BELLS}7:lock`,
      `no job ${BELLS}8`,
    ]);
  });

  it('tells the kinds apart', () => {
    expect(find(stored('{sluice:0}:callback-leases'))).toEqual(['1 in {sluice:0}:callback-leases']);
    expect(find(stored('{sluice:0}:callbacks:active'))).toEqual([
      '1 in {sluice:0}:callbacks:active',
    ]);
  });
});
