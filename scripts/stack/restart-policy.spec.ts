import { RestartPolicy } from './restart-policy.ts';

const CRASH = { code: 1, signal: null };

describe('RestartPolicy', () => {
  it('waits twice as long after each quick death, up to ten seconds', () => {
    const policy = new RestartPolicy();
    const delays = Array.from({ length: 8 }, () => policy.delayAfter(CRASH, 100));
    expect(delays).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  });

  it('begins anew after a healthy life', () => {
    const policy = new RestartPolicy();
    policy.delayAfter(CRASH, 100);
    policy.delayAfter(CRASH, 100);
    expect(policy.delayAfter(CRASH, 30_000)).toBe(250);
  });

  it('gives up at once when the settings are refused', () => {
    expect(new RestartPolicy().delayAfter({ code: 78, signal: null }, 100_000)).toBeUndefined();
  });

  it('knows no last attempt', () => {
    const policy = new RestartPolicy();
    for (let death = 0; death < 2_000; death += 1) policy.delayAfter(CRASH, 0);
    expect(policy.delayAfter(CRASH, 0)).toBe(10_000);
  });
});
