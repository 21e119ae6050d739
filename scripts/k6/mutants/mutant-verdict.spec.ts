import { SUITES } from '../suite-catalogue.ts';
import type { CaseResult } from '../suite-result.ts';
import { MUTANTS } from './mutant-list.ts';
import { mutantsMarkdown, outcomeOf, tellingComplaint } from './mutant-verdict.ts';

const MUTANT = { suite: 'burst-150', breakage: 'wide-pool', options: {}, cases: [] };
const BREAKAGE = { what: 'twice the pool', breaks: 'burst_refused' };

function ran(verdict: 'failed' | 'invalid' | 'passed', ...reasons: string[]) {
  const one = { reasons, checks: { failing: ['a check (1 ×)'] } } as unknown as CaseResult;
  return { verdict, cases: [one] };
}

describe('outcomeOf', () => {
  it('is noticed when the suite fails over what was broken', () => {
    const outcome = outcomeOf(MUTANT, BREAKAGE, ran('failed', 'other', 'burst_refused: count>=1'));
    expect(outcome.isNoticed).toBe(true);
    expect(tellingComplaint(outcome)).toBe('burst_refused: count>=1');
    expect(mutantsMarkdown([outcome])).toMatch(/burst_refused: count>=1 +\| +2 \| yes/);
  });

  it.each([
    ['fails over something else', ran('failed', 'accept_time')],
    ['is invalid', ran('invalid', 'burst_refused')],
    ['passes', ran('passed')],
  ])('is not noticed when the suite %s', (_, run) => {
    expect(outcomeOf(MUTANT, BREAKAGE, run).isNoticed).toBe(false);
  });
});

describe('mutants', () => {
  it.each(MUTANTS)('$suite has the breakage $breakage, options and cases', (mutant) => {
    const plan = SUITES[mutant.suite];
    expect(Object.keys(plan?.breakages ?? {})).toContain(mutant.breakage);
    expect(Object.keys(plan?.options ?? {})).toEqual(
      expect.arrayContaining(Object.keys(mutant.options)),
    );
    const names = plan?.cases(plan.options).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(mutant.cases));
  });

  it('are all the breakages there are', () => {
    const named = Object.entries(SUITES).flatMap(([suite, { breakages = {} }]) =>
      Object.keys(breakages).map((breakage) => `${suite} ${breakage}`),
    );
    const run = MUTANTS.map(({ suite, breakage }) => `${suite} ${breakage}`);
    expect(named.filter((it) => !it.startsWith('burst-514')).sort()).toEqual([...run].sort());
  });
});
