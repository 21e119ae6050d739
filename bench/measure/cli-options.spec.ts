import { countOption, countsOption, UsageError } from './cli-options.ts';

describe('countOption', () => {
  it('takes a whole number from 1 up', () => {
    expect(countOption('rounds', '3')).toBe(3);
  });
  it.each(['0', '-1', '2.5', 'three', '', 'NaN'])(
    'refuses %p and shows how to do better',
    (text) => {
      expect(() => countOption('rounds', text)).toThrow(UsageError);
      expect(() => countOption('rounds', text)).toThrow(/--rounds 3/);
    },
  );
});

describe('countsOption', () => {
  it('takes a list', () => {
    expect(countsOption('rungs', '10,50')).toEqual([10, 50]);
  });
  it('refuses a list with a hole', () => {
    expect(() => countsOption('rungs', '10,,50')).toThrow(UsageError);
  });
});
