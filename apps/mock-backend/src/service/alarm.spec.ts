import { Alarm } from './alarm';
import { ManualClock } from './testing/manual-clock';

describe('Alarm', () => {
  let clock: ManualClock;
  let rings: number[];
  let alarm: Alarm;

  beforeEach(() => {
    clock = new ManualClock();
    rings = [];
    alarm = new Alarm(
      (momentMs, ring) => clock.wakeAt(momentMs, ring),
      () => rings.push(clock.nowMs()),
    );
  });

  it('rings once, at the earliest moment that was asked for', () => {
    for (const momentMs of [50, 30, 40]) alarm.setTo(momentMs);
    clock.goTo(100);
    expect(rings).toEqual([30]);
  });

  it('can be set again once it has rung', () => {
    alarm.setTo(30);
    clock.goTo(30);
    alarm.setTo(60);
    clock.goTo(100);
    expect(rings).toEqual([30, 60]);
  });

  it('does not ring when there is nothing left to wake for', () => {
    alarm.setTo(30);
    alarm.setTo(Infinity);
    clock.goTo(100);
    expect(rings).toEqual([]);
    expect(clock.ringNext()).toBe(false);
  });
});
