import { dueShares, sharesOverTime, whileAllWait, worstShare } from './shares.ts';

const CLIENTS = [
  { client: 'a', weight: 3 },
  { client: 'b', weight: 2 },
  { client: 'c', weight: 1 },
];
const inTurn = (rounds: number) => Array.from({ length: rounds }, () => [...'aabacb']).flat();

describe('worstShare', () => {
  it('is 1 when everybody gets what they are due', () => {
    expect(worstShare(inTurn(10), CLIENTS, 12)).toBe(1);
  });
  it('finds the one window in which one client got less', () => {
    const begun = [...inTurn(10), ...[...'aababa'], ...inTurn(10)];
    // Of two that c is due in twelve begins it got one.
    expect(worstShare(begun, CLIENTS, 12)).toBe(0.5);
  });
  it('slides: a gap that lies across two fixed windows counts whole', () => {
    const begun = [...'cccccc', ...Array.from({ length: 12 }, () => 'a'), ...'cccccc'];
    const two = [
      { client: 'a', weight: 1 },
      { client: 'c', weight: 1 },
    ];
    expect(worstShare(begun, two, 12)).toBe(0);
  });
  it('shows nothing by less than a window', () => {
    expect(() => worstShare(inTurn(1), CLIENTS, 12)).toThrow(RangeError);
  });
});

describe('whileAllWait', () => {
  it('ends with the last order of whoever runs out first', () => {
    expect(whileAllWait([...'abacab'], CLIENTS, 3).join('')).toBe('abaca');
  });
  it('is all when nobody runs out', () => {
    expect(whileAllWait([...'abc'], CLIENTS, 3).join('')).toBe('abc');
  });
});

describe('sharesOverTime', () => {
  it('tells whole windows only', () => {
    expect(sharesOverTime([...'aabacbbb', ...'abca'], CLIENTS, 8)).toEqual([
      { a: 3 / 8, b: 4 / 8, c: 1 / 8 },
    ]);
  });
});

describe('dueShares', () => {
  it('are the weights as parts of one', () => {
    expect(dueShares(CLIENTS)).toEqual({ a: 0.5, b: 1 / 3, c: 1 / 6 });
  });
});
