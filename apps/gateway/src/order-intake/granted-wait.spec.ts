import { readPreferences } from '../orders/prefer';
import { appliedPreferences, grantedWaitMs, mayBeginWithin } from './granted-wait';

const LIMITS = { bridgeDefaultWaitMs: 5_000, bridgeMaxWaitMs: 30_000 };

describe('grantedWaitMs', () => {
  it.each([
    [undefined, 5_000],
    ['respond-async', 0],
    ['wait=10', 10_000],
    ['respond-async, wait=10', 10_000],
    ['wait=0', 0],
    ['wait=3600', 30_000],
    ['return=minimal', 5_000],
    ['wait=soon', 5_000],
    ['respond-async, wait=soon', 0],
  ])('%s: %d ms', (prefer, expectedMs) => {
    expect(grantedWaitMs(readPreferences(prefer), LIMITS)).toBe(expectedMs);
  });

  it('never grants more than the most, asked or not', () => {
    const limits = { bridgeDefaultWaitMs: 5_000, bridgeMaxWaitMs: 1_000 };
    expect(grantedWaitMs({ respondAsync: false }, limits)).toBe(1_000);
  });
});

describe('mayBeginWithin', () => {
  it('is false for what is not due before the wait is over', () => {
    expect(mayBeginWithin(5_000, undefined)).toBe(true);
    expect(mayBeginWithin(5_000, Date.now() - 1)).toBe(true);
    expect(mayBeginWithin(60_000, Date.now() + 5_000)).toBe(true);
    expect(mayBeginWithin(5_000, Date.now() + 60_000)).toBe(false);
  });
});

describe('appliedPreferences', () => {
  it.each([
    [undefined, 'replied', undefined],
    [undefined, 'timeout', undefined],
    ['respond-async', 'not-asked', 'respond-async'],
    ['wait=10', 'replied', 'wait=10'],
    ['wait=10', 'timeout', 'wait=10'],
    ['wait=99', 'found', 'wait=30'],
    ['wait=0', 'not-asked', 'wait=0'],
    ['wait=10', 'not-asked', undefined],
    ['respond-async, wait=10', 'replied', 'wait=10'],
    ['respond-async, wait=10', 'timeout', 'respond-async, wait=10'],
    ['respond-async, wait=10', 'full', 'respond-async'],
    ['wait=10', 'full', undefined],
    ['wait=10', 'unready', undefined],
    ['wait=10', 'drained', undefined],
    ['wait=10', 'replay', undefined],
  ] as const)('%s, %s: %s', (prefer, outcome, expected) => {
    const preferences = readPreferences(prefer);
    const waitMs = grantedWaitMs(preferences, LIMITS);
    expect(appliedPreferences(preferences, waitMs, outcome)).toBe(expected);
  });
});
