import { playedOn } from './played-on';

it.each([
  [100, 16, 5, 1_000, 180],
  [990, 16, 5, 1_000, 1_000],
  [100, 0, 5, 1_000, 100],
  [100, 16, Infinity, 1_000, 1_000],
  [0, 0, Infinity, 1_000, 1_000],
])(
  'from %i ms on, %i ms at %d: of %i ms are played %i',
  (tMs, passedMs, speed, lengthMs, expected) => {
    expect(playedOn(tMs, passedMs, speed, lengthMs)).toBe(expected);
  },
);
