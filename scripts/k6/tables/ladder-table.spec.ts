import type { CaseResult, SuiteResult } from '../suite-result.ts';
import { ladderTable } from './ladder-table.ts';

const rung = (name: string, perMinute: number) =>
  ({
    name,
    figures: { 'latency ms': 10, 'saved/min': perMinute, failures: 0 },
  }) as unknown as CaseResult;

const RESULT = {
  cases: [rung('sync-10-1', 8_000), rung('sync-10-2', 9_000), rung('async-10-1', 4_000)],
} as unknown as SuiteResult;

describe('ladderTable', () => {
  it('takes the mean of the runs of a rung', () => {
    expect(ladderTable(RESULT, undefined)).toMatch(/\| sync +\| +10 \| +10\.0 \| +8,500 \|/);
  });

  it('puts the other ladder beside it', () => {
    const rows = [{ endpoint: 'async', orders: 10, latencyMs: 1, throughputPerMinute: 5_000 }];
    const table = ladderTable(RESULT, { rows });
    expect(table).toMatch(/\| async +.*\| +5,000 \| +0\.80 \|/);
    expect(table).toMatch(/\| sync +.*\| +– \| +– \|/);
  });
});
