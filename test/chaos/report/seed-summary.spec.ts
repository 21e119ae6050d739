import type { Violation } from '../check/violation.ts';
import { countViolations, isClean, worstOf } from './seed-summary.ts';

const violation = (kind: Violation['kind']): Violation => ({
  kind,
  rule: 'r',
  expected: 'e',
  seen: 's',
});

describe('countViolations', () => {
  it('counts by kind', () => {
    const kinds = ['lost', 'lost', 'doubled', 'liar', 'regression', 'badAnswer', 'crash'] as const;
    expect(countViolations(kinds.map(violation))).toEqual({
      lost: 2,
      doubled: 1,
      liars: 1,
      regressions: 1,
      badAnswers: 1,
      crashes: 1,
      leaks: 0,
      late: 0,
      vacuous: 0,
    });
  });
  it('is clean only without any', () => {
    expect(isClean(countViolations([]))).toBe(true);
    expect(isClean(countViolations([violation('vacuous')]))).toBe(false);
  });
});

describe('worstOf', () => {
  it('is the largest of what is known', () => {
    expect(worstOf([3, null, 7])).toBe(7);
    expect(worstOf([null])).toBeNull();
  });
});
