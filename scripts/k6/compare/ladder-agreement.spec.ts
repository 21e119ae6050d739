import type { CaseResult, SuiteResult } from '../suite-result.ts';
import {
  agreementMarkdown,
  type BenchLadder,
  ladderDoubts,
  ladderPairs,
} from './ladder-agreement.ts';

const rung = (name: string, perMinute: number) =>
  ({
    name,
    figures: { 'latency ms': 10, 'saved/min': perMinute, failures: 0 },
  }) as unknown as CaseResult;

const MACHINE = { cpu: 'x', cores: 2 };

function byK6(...cases: CaseResult[]): SuiteResult {
  return {
    suite: 'ladder',
    kind: 'experiment',
    question: '',
    verdict: 'recorded',
    breakage: null,
    measuredAt: '',
    commit: '',
    machine: MACHINE,
    versions: {},
    options: { runs: 1 },
    cases,
  };
}

const row = (endpoint: string, orders: number, throughputPerMinute: number) => ({
  endpoint,
  orders,
  latencyMs: 9,
  throughputPerMinute,
});

const BENCH: BenchLadder = {
  measuredAt: '',
  commit: '',
  machine: MACHINE,
  profileName: 'contended',
  runs: 3,
  rows: [row('sync', 10, 10_000), row('async', 10, 10_000)],
};

describe('ladderPairs', () => {
  it.each([
    [10_900, true],
    [9_100, true],
    [11_100, false],
    [8_900, false],
  ])('%i a minute against 10,000 agree: %s', (perMinute, agrees) => {
    expect(ladderPairs(byK6(rung('sync-10-1', perMinute)), BENCH)[0]).toMatchObject({
      ratio: perMinute / 10_000,
      agrees,
    });
  });

  it('take the mean of the runs', () => {
    const pairs = ladderPairs(byK6(rung('sync-10-1', 8_000), rung('sync-10-2', 12_000)), BENCH);
    expect(pairs[0]).toMatchObject({ perMinute: { k6: 10_000, bench: 10_000 }, agrees: true });
  });

  it('do not let a row agree that one of them has not got', () => {
    const pairs = ladderPairs(byK6(rung('sync-10-1', 10_000), rung('sync-50-1', 1)), BENCH);
    expect(pairs.map(({ endpoint, orders, agrees }) => [endpoint, orders, agrees])).toEqual([
      ['sync', 10, true],
      ['async', 10, false],
      ['sync', 50, false],
    ]);
  });
});

describe('ladderDoubts', () => {
  it('are none when both did the same on the same machine', () => {
    expect(ladderDoubts(byK6(), BENCH)).toEqual([]);
  });

  it.each([
    [{ ...byK6(), verdict: 'invalid' as const }, BENCH, 'is invalid'],
    [{ ...byK6(), machine: { cpu: 'y' } }, BENCH, 'same machine'],
    [byK6(), { ...BENCH, profileName: 'steady' }, 'profile steady'],
  ])('name what differs', (result, bench, doubt) => {
    expect(ladderDoubts(result, bench).join()).toContain(doubt);
  });
});

describe('agreementMarkdown', () => {
  it('counts the rows that agree', () => {
    const text = agreementMarkdown(
      byK6(rung('sync-10-1', 10_000), rung('async-10-1', 1_000)),
      BENCH,
    );
    expect(text).toMatch(/\| sync +\|.*\| +1\.00 \| +yes \|/);
    expect(text).toContain('1 of 2 rows agree within 10 %');
  });
});
