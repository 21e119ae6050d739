import { SystemClock } from './system-clock';

describe('SystemClock', () => {
  const clock = new SystemClock();

  const latenessOf = (waitMs: number): Promise<number> => {
    const momentMs = clock.nowMs() + waitMs;
    return new Promise((resolve) => {
      clock.wakeAt(momentMs, () => resolve(clock.nowMs() - momentMs));
    });
  };

  it('never rings early', async () => {
    const lateness: number[] = [];
    for (let turn = 0; turn < 60; turn++) lateness.push(await latenessOf(3 + (turn % 7) / 7));
    lateness.sort((a, b) => a - b);
    expect(lateness[0]).toBeGreaterThanOrEqual(0);
  });

  it('rings what is overdue soon, but not within the call', async () => {
    let rung = false;
    clock.wakeAt(clock.nowMs() - 10, () => (rung = true));
    expect(rung).toBe(false);
    await latenessOf(0);
    expect(rung).toBe(true);
  });

  it.each([0.5, 5])('does not ring what was cancelled %d ms ahead', async (waitMs) => {
    let rung = false;
    clock.wakeAt(clock.nowMs() + waitMs, () => (rung = true))();
    await latenessOf(waitMs + 5);
    expect(rung).toBe(false);
  });

  it('wakes about a moment, overdue ones too, unless cancelled', async () => {
    const rung: string[] = [];
    clock.wakeAbout(clock.nowMs() - 5, () => rung.push('overdue'));
    clock.wakeAbout(clock.nowMs() + 3, () => rung.push('soon'));
    clock.wakeAbout(clock.nowMs() + 3, () => rung.push('cancelled'))();
    await latenessOf(20);
    expect(rung).toEqual(['overdue', 'soon']);
  });

  it('tells the wall-clock time of a moment', () => {
    expect(Math.abs(clock.epochMsOf(clock.nowMs() - 1_000) - (Date.now() - 1_000))).toBeLessThan(5);
  });
});
