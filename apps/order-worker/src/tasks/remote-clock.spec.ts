import { RemoteClock } from './remote-clock';

describe('RemoteClock', () => {
  it('goes by the quickest answer, so that a stall makes nothing late', () => {
    const clock = new RemoteClock();
    clock.observe(1_000_000, 503);
    clock.observe(1_000_100, 600.5);
    clock.observe(1_000_200, 780);
    expect(clock.toOurs(1_000_300)).toBe(800.5);
  });

  it('is never early: the far moment lies before the answer', () => {
    const clock = new RemoteClock();
    for (const [farMs, travelMs] of [10, 3, 7, 1, 9].entries()) {
      clock.observe(farMs, farMs + travelMs);
      expect(clock.toOurs(100)).toBeGreaterThan(100);
    }
  });

  it.each([3_600_000, -3_600_000, 2_000, -2_000])(
    'follows a clock that is set by %d ms',
    (leap) => {
      const clock = new RemoteClock();
      clock.observe(50_000, 1_001);
      clock.observe(50_100 + leap, 1_101);
      expect(clock.toOurs(50_200 + leap)).toBe(1_201);
    },
  );

  it('forgets slowly, so that clocks may drift apart', () => {
    const clock = new RemoteClock();
    clock.observe(0, 0);
    for (let nowMs = 1_000; nowMs <= 60_000; nowMs += 1_000) clock.observe(nowMs * 0.999, nowMs);
    const lateMs = 60_100 - clock.toOurs(60_100 * 0.999);
    expect(lateMs).toBeGreaterThanOrEqual(0);
    expect(lateMs).toBeLessThan(21);
  });

  it('knows what the other clock shows once it has heard of it', () => {
    const clock = new RemoteClock();
    expect(clock.toTheirs(5)).toBeUndefined();
    clock.observe(1_000_000, 100);
    clock.observe(1_000_100, 230);
    expect(clock.toTheirs(300)).toBe(1_000_200);
  });
});
