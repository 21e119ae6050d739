import { idealMs } from './ideal.ts';

const fixed = { kind: 'fixed', ms: 50 };

describe('idealMs', () => {
  it('counts rounds of as many orders as fit at once', () => {
    expect(idealMs({ latency: fixed, workers: 16 }, 3_000, Infinity)).toBe(188 * 50);
    expect(idealMs({ latency: fixed, workers: 16 }, 10, Infinity)).toBe(50);
  });
  it('is bound by the caller where the backend is not', () => {
    expect(idealMs({ latency: fixed, workers: null }, 1_000, 16)).toBe(63 * 50);
    expect(idealMs({ latency: fixed, workers: null }, 1_000, Infinity)).toBe(50);
  });
  it('does not pretend to know what a random latency will be', () => {
    expect(idealMs({ latency: { kind: 'uniform' }, workers: 16 }, 10, 16)).toBeUndefined();
  });
});
