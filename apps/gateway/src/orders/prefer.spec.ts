import { readPreferences } from './prefer';

describe('readPreferences', () => {
  it.each([
    [undefined, { respondAsync: false }],
    ['', { respondAsync: false }],
    ['respond-async', { respondAsync: true }],
    ['Respond-Async, WAIT=10', { respondAsync: true, waitS: 10 }],
    ['wait="5"', { respondAsync: false, waitS: 5 }],
    ['wait = 5', { respondAsync: false, waitS: 5 }],
    ['wait=0', { respondAsync: false, waitS: 0 }],
    ['respond-async=""', { respondAsync: true }],
    ['respond-async; p=1; q="a,b", wait=7;x', { respondAsync: true, waitS: 7 }],
    [['respond-async', 'wait=3'], { respondAsync: true, waitS: 3 }],
    ['wait=99999999999999999999', { respondAsync: false, waitS: 999_999_999 }],
  ])('reads %j', (field, preferences) => expect(readPreferences(field)).toEqual(preferences));

  it('lets the first of several count', () => {
    expect(readPreferences('wait=2, wait=9')).toEqual({ respondAsync: false, waitS: 2 });
    expect(readPreferences('wait=soon, wait=9')).toEqual({ respondAsync: false });
  });

  it.each(['return=minimal', 'handling=strict, foo="bar, wait=3"', ',,;,', 'respond-async=no'])(
    'ignores the unknown: %s',
    (field) => expect(readPreferences(field)).toEqual({ respondAsync: false }),
  );

  it.each([
    'wait',
    'wait=',
    'wait=-1',
    'wait=1.5',
    'wait=1 2',
    'wait="3',
    '=5',
    'wait==5',
    '"wait"',
  ])('ignores the malformed: %s', (field) =>
    expect(readPreferences(field)).toEqual({ respondAsync: false }),
  );

  it('reads on behind what is malformed', () => {
    expect(readPreferences('@@=1, wait=4')).toEqual({ respondAsync: false, waitS: 4 });
  });

  it('takes no longer for a hostile field', () => {
    const startedAtMs = performance.now();
    readPreferences('"\\"'.repeat(5_000) + '; '.repeat(5_000) + '\\');
    expect(performance.now() - startedAtMs).toBeLessThan(200);
  });
});
