import type { CaseResult, SuiteResult } from '../suite-result.ts';
import { comparisonMarkdown } from './comparison-table.ts';
import { compareRuns } from './comparison.ts';

const CASE: CaseResult = {
  name: '',
  verdict: 'passed',
  reasons: [],
  durationMs: 1_000,
  settings: {},
  checks: { passed: 1, failed: 0, failing: [] },
  thresholds: [],
  figures: {},
  metrics: {},
  generator: { cpuShare: 0.1, lagP99Ms: 1, droppedIterations: 0 },
  ledger: null,
};

function run(p99: number, more: Partial<CaseResult> = {}): SuiteResult {
  const one = { ...CASE, metrics: { accept_time: { 'p(99)': p99, max: 900 } }, ...more };
  return {
    suite: 'accept',
    kind: 'gate',
    question: '',
    verdict: one.verdict,
    breakage: null,
    measuredAt: '',
    commit: '',
    machine: {},
    versions: {},
    options: {},
    cases: [one],
  };
}

describe('compareRuns', () => {
  const earlier = [run(10), run(12), run(14)];

  it('gives the ratio to the earlier median, with the spread', () => {
    expect(compareRuns([run(24)], earlier)).toEqual([
      {
        name: 'accept: accept_time p(99)',
        now: 24,
        before: { median: 12, min: 10, max: 14 },
        ratio: 2,
        trend: 'worse',
      },
    ]);
  });

  it.each([
    [6, 'better'],
    [24, 'worse'],
    [14.3, 'as before'],
    [10, 'as before'],
  ])('takes %d for %s', (p99, trend) => {
    expect(compareRuns([run(p99)], earlier)[0]?.trend).toBe(trend);
  });

  it('knows of what more is better', () => {
    const at = (share: number) =>
      run(1, {
        metrics: {},
        thresholds: [
          { metric: 'goodput while overloaded', wanted: '>=0.9', measured: share, ok: true },
        ],
      });
    expect(compareRuns([at(0.5)], [at(1), at(0.98)])[0]?.trend).toBe('worse');
  });

  it('leaves out runs that are not to be believed', () => {
    expect(compareRuns([run(24, { verdict: 'invalid' })], earlier)).toEqual([]);
    expect(compareRuns([run(24)], [run(10, { verdict: 'failed' })])[0]?.trend).toBe('new');
  });
});

describe('comparisonMarkdown', () => {
  it('puts what moved before the rest', () => {
    const now = [run(24)];
    const text = comparisonMarkdown(now, compareRuns(now, [run(10)]), 1);
    expect(text).toContain('| accept | passed');
    expect(text).toMatch(/× 2\.40 \| +worse/);
    expect(text).not.toContain('<details>');
  });

  it('says so when there is nothing to compare with', () => {
    const now = [run(24)];
    const text = comparisonMarkdown(now, compareRuns(now, []), 0);
    expect(text).toContain('no earlier runs');
    expect(text).toContain('No figure has moved');
  });
});
