import { RetryPolicy } from './retry-policy';

const SETTINGS = { attempts: 8, retryBaseMs: 200, retryCapMs: 30_000 };
const least = new RetryPolicy(SETTINGS, () => 0);
const most = new RetryPolicy(SETTINGS, () => 1 - Number.EPSILON);

describe('RetryPolicy', () => {
  it.each([
    [1, 200],
    [2, 400],
    [5, 3_200],
    [8, 25_600],
    [9, 30_000],
    [1_000_000, 30_000],
  ])('spreads the wait after attempt %d over 0 to %d ms', (attempts, ceilingMs) => {
    expect(least.delayMs(attempts)).toBe(0);
    expect(most.delayMs(attempts)).toBeLessThanOrEqual(ceilingMs);
    expect(most.delayMs(attempts)).toBeGreaterThan(ceilingMs * 0.999);
  });

  it('is spread evenly, not only at its ends', () => {
    const policy = new RetryPolicy(SETTINGS);
    const delays = Array.from({ length: 2_000 }, () => policy.delayMs(9));
    const mean = delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
    expect(mean / 15_000).toBeGreaterThan(0.9);
    expect(mean / 15_000).toBeLessThan(1.1);
  });

  it('never comes before the moment that the backend asked for', () => {
    expect(least.delayMs(1, 7_000)).toBe(7_000);
    expect(most.delayMs(1, 7_000)).toBeLessThanOrEqual(7_200);
    expect(most.delayMs(9, 1_000)).toBeGreaterThan(29_000);
    expect(least.delayMs(1, 0)).toBe(0);
  });

  it('knows the last attempt', () => {
    expect([7, 8, 9].map((attempts) => least.isExhausted(attempts))).toEqual([false, true, true]);
  });
});
