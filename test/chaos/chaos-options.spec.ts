import { readChaosOptions } from './chaos-options.ts';

describe('readChaosOptions', () => {
  it('plays one seed of its own choice by itself', () => {
    expect(readChaosOptions([], 1_000_042)).toEqual({
      seeds: 1,
      firstSeed: 42,
      minutes: undefined,
      ratePerSecond: 60,
      windowMs: 38_000,
      leastFaults: 10,
    });
  });
  it('takes seed, number, rate and length', () => {
    const args = ['--seeds', '20', '--seed', '7', '--rate', '90', '--minutes', '5', '--short'];
    expect(readChaosOptions(args, 1)).toEqual({
      seeds: 20,
      firstSeed: 7,
      minutes: 5,
      ratePerSecond: 90,
      windowMs: 20_000,
      leastFaults: 8,
    });
  });
  it.each([
    ['--seeds', '0'],
    ['--seed', 'x'],
    ['--rate', '-1'],
    ['--minutes', '1.5'],
  ])('refuses %s %s', (name, value) => {
    expect(() => readChaosOptions([name, value], 1)).toThrow(name);
  });
});
