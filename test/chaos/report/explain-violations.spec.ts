import { explainViolations } from './explain-violations.ts';

const violation = (story: string[]) => ({
  kind: 'lost' as const,
  rule: 'everything ends',
  orderNumber: 'A-1',
  expected: 'an end',
  seen: 'none',
  story,
});

describe('explainViolations', () => {
  it('says what was expected, what was seen and what happened', () => {
    expect(explainViolations([violation(['first', 'second'])], 5).split('\n')).toEqual([
      '1. lost: everything ends (order A-1)',
      '   expected  an end',
      '   seen      none',
      '   | first',
      '   | second',
    ]);
  });
  it('leaves out the middle of a long story and the rest of many violations', () => {
    const long = Array.from({ length: 100 }, (_, index) => `line ${index}`);
    const text = explainViolations([violation(long), violation([]), violation([])], 1);
    expect(text).toContain('line 19\n   | … 60 more …\n   | line 80');
    expect(text).toContain('… and 2 more');
  });
});
