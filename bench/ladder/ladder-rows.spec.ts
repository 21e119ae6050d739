import { ladderRatios, ladderRows } from './ladder-rows.ts';
import { CONTENDED, rungRun } from './testing/rung-runs.ts';

describe('ladderRows', () => {
  it('stand in the order of the published table', () => {
    const runs = [
      rungRun('async', 50),
      rungRun('sync', 50),
      rungRun('async', 10),
      rungRun('sync', 10),
    ];
    const lines = ladderRows(runs, CONTENDED).map(
      ({ endpoint, orders }) => `${endpoint} ${orders}`,
    );
    expect(lines).toEqual(['sync 10', 'async 10', 'sync 50', 'async 50']);
  });

  it('are means over the runs, failures included', () => {
    const runs = [0, 3, 0].flatMap((failures, index) => {
      const changes = { run: index + 1, latencyMs: 100 + index, failures };
      return [rungRun('sync', 200, changes), rungRun('async', 200, changes)];
    });
    const row = ladderRows(runs, CONTENDED)[0];
    expect(row).toMatchObject({
      latencyMs: 101,
      failures: 1,
      latencySpread: { min: 100, max: 102 },
    });
  });

  it('carry the published figures and the ideal of their rung', () => {
    const row = ladderRows([rungRun('sync', 2_000), rungRun('async', 2_000)], CONTENDED)[0];
    expect(row?.published).toEqual({
      latencyMs: 22_289,
      throughputPerMinute: 2_834,
      failures: 3_903,
    });
    expect(row?.idealThroughputPerMinute).toBe(19_200);
  });

  it('have nothing published on a rung that the original did not have', () => {
    expect(ladderRows([rungRun('sync', 7), rungRun('async', 7)], CONTENDED)[0]?.published).toBe(
      undefined,
    );
  });
});

describe('ladderRatios', () => {
  it('compare async with sync of the same run, and with the ideal', () => {
    const runs = [
      rungRun('sync', 1_000, { throughputPerMinute: 3_000 }),
      rungRun('async', 1_000, { throughputPerMinute: 18_000 }),
    ];
    const ratios = ladderRatios(ladderRows(runs, CONTENDED));
    expect(ratios['asyncOverSync1000']?.spread.median).toBe(6);
    expect(ratios['asyncOfIdeal1000']?.spread.median).toBeCloseTo(18_000 / 19_047.6);
  });
});
