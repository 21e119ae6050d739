import { fullestWindow, mean, median, percentile, ratioPerRound, spread } from './statistics.ts';

describe('percentile', () => {
  it('is the value that the given share lies below', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(percentile(values, 0.5)).toBe(51);
    expect(percentile(values, 0.99)).toBe(100);
    expect(percentile([7], 0.99)).toBe(7);
  });
  it('refuses to make a figure out of nothing', () => {
    expect(() => percentile([], 0.5)).toThrow(RangeError);
  });
});

describe('median', () => {
  it('is the middle value, whatever the order', () => {
    expect(median([30, 1, 2])).toBe(2);
  });
  it('is the mean of the two middle values of an even list', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
  it('refuses to make a figure out of nothing', () => {
    expect(() => median([])).toThrow(RangeError);
    expect(() => mean([])).toThrow(RangeError);
  });
});

describe('spread', () => {
  it('keeps the extremes beside the middle', () => {
    expect(spread([5, 9, 1])).toEqual({ median: 5, min: 1, max: 9 });
  });
});

describe('ratioPerRound', () => {
  it('divides within each round before it takes the median', () => {
    // The ratio of the medians would be 20 / 10; the rounds themselves say 2, 4 and 1.
    expect(ratioPerRound([20, 80, 10], [10, 20, 10])).toEqual({ median: 2, min: 1, max: 4 });
  });
  it('refuses figures from different rounds', () => {
    expect(() => ratioPerRound([1, 2], [1])).toThrow(RangeError);
  });
});

describe('fullestWindow', () => {
  it('slides over the points rather than over fixed seconds', () => {
    // Fixed seconds would see 2 and 2.
    expect(fullestWindow([0, 900, 1_000, 1_100], 1_000)).toBe(3);
  });
  it('does not count a point exactly one window later', () => {
    expect(fullestWindow([0, 1_000, 2_000], 1_000)).toBe(1);
  });
  it('takes the points in any order, and none at all', () => {
    expect(fullestWindow([2, 0, 1], 10)).toBe(3);
    expect(fullestWindow([], 10)).toBe(0);
  });
});
