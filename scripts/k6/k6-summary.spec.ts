import { checksOf, statisticOf, thresholdsOf, type K6Summary } from './k6-summary.ts';

const SUMMARY: K6Summary = {
  state: { testRunDurationMs: 1_000 },
  metrics: {
    accept_time: {
      type: 'trend',
      values: { 'p(99)': 12.5, max: 20 },
      thresholds: { 'p(99)<10': { ok: false }, 'max>=0': { ok: true } },
    },
    orders_accepted: { type: 'counter', values: { count: 7, rate: 7 } },
  },
  root_group: {
    checks: [
      { name: 'accepted: 202', passes: 5, fails: 2 },
      { name: 'accepted: Location', passes: 7, fails: 0 },
    ],
  },
};

describe('k6 summary', () => {
  it('gives each threshold with what was measured, but for those that ask for nothing', () => {
    expect(thresholdsOf(SUMMARY)).toEqual([
      { metric: 'accept_time', wanted: 'p(99)<10', measured: 12.5, ok: false },
    ]);
  });

  it('adds the checks up and names those that failed', () => {
    expect(checksOf(SUMMARY)).toEqual({ passed: 12, failed: 2, failing: ['accepted: 202 (2 ×)'] });
  });

  it('reads a statistic, and nothing counted as none', () => {
    expect(statisticOf(SUMMARY, 'orders_accepted', 'count')).toBe(7);
    expect(statisticOf(SUMMARY, 'orders_refused', 'count')).toBe(0);
    expect(statisticOf(SUMMARY, 'generator_lag', 'p(99)')).toBeUndefined();
  });
});
