import { ladderMarkdown, ladderTable, profileSentence } from './ladder-report.ts';
import { ladderRows } from './ladder-rows.ts';
import { CONTENDED, rungRun } from './testing/rung-runs.ts';

const runs = [
  rungRun('sync', 1_000, {
    latencyMs: 10_551,
    throughputPerMinute: 3_063,
    failures: 2,
    redeliveries: 2,
  }),
  rungRun('async', 1_000, { latencyMs: 8.36, throughputPerMinute: 18_012 }),
];
const rows = ladderRows(runs, CONTENDED);

describe('ladderTable', () => {
  it('has the published figure beside each of ours', () => {
    const [head, , sync, async] = ladderTable(rows).split('\n');
    const cells = (line = '') =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1);
    expect(cells(head)).toHaveLength(9);
    expect(cells(sync)).toEqual([
      ...['sync', '1,000', '10,551', '18,833', '3,063', '3,083', '19,048', '2', '197'],
    ]);
    expect(cells(async)).toEqual([
      ...['async', '1,000', '8.4', '25', '18,012', '17,535', '19,048', '0', '0'],
    ]);
  });

  it('leaves a gap where nothing was published', () => {
    const table = ladderTable(ladderRows([rungRun('sync', 7), rungRun('async', 7)], CONTENDED));
    expect(table.split('\n')[2]?.match(/–/g)).toHaveLength(3);
  });
});

describe('profileSentence', () => {
  it('says what the backend was told to be', () => {
    const sentence = profileSentence({ profileName: 'contended', profile: CONTENDED });
    expect(sentence).toMatch(/contended.*50 ms.*16 at once.*slowing down/);
    const unbounded = { ...CONTENDED, workers: null, contention: null };
    expect(profileSentence({ profileName: 'unbounded', profile: unbounded })).toMatch(
      /without a bound\. The ideal/,
    );
  });
});

describe('ladderMarkdown', () => {
  it('owns up to what the sender of the orders cost, and to repeated deliveries', () => {
    const ladder = { profileName: 'contended', profile: CONTENDED, runs: 1, rows };
    expect(ladderMarkdown(ladder)).toMatch(/2 of them delivered more than once.*25 % of one core/);
  });
});
