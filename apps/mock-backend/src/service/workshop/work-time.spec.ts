import { WorkTime } from './work-time';

describe('WorkTime', () => {
  it('runs as fast as time by default', () => {
    const time = new WorkTime(1_000);
    time.advanceTo(1_050);
    expect(time.nowMs).toBe(50);
    expect(time.momentOf(80)).toBe(1_080);
  });

  it('stretches what is left when the rate falls, and only that', () => {
    const time = new WorkTime(0);
    time.advanceTo(30);
    time.runAt(0.5);
    expect(time.momentOf(50)).toBe(70);
    time.advanceTo(50);
    expect(time.nowMs).toBe(40);
    time.runAt(1);
    expect(time.momentOf(50)).toBe(60);
  });

  it('never goes back', () => {
    const time = new WorkTime(100);
    time.advanceTo(90);
    expect(time.nowMs).toBe(0);
    expect(time.momentOf(-5)).toBe(100);
  });
});
