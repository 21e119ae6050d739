import { unlinkingMarkdown, unlinkingRatios } from './unlinking-report.ts';
import type { UnlinkingRun, Way } from './unlinking-run.ts';

const run = (way: Way, members: number, answerMs: number): UnlinkingRun => ({
  way,
  members,
  answerMs,
  unlinkedMs: answerMs + 10,
});

const report = {
  rounds: 1,
  sizes: [1, 100],
  callMs: 5,
  runs: [
    ...[run('inline', 1, 7), run('batch', 1, 7), run('queue', 1, 2)],
    ...[run('inline', 100, 500), run('batch', 100, 8), run('queue', 100, 2)],
  ],
};

describe('the report of the unlinkings', () => {
  it('compares the answers of the largest organization', () => {
    const ratios = unlinkingRatios(report);
    expect(ratios['inlineOverQueue']?.spread.median).toBe(250);
    expect(ratios['batchOverQueue']?.spread.median).toBe(4);
  });

  it('has a row for every way and size', () => {
    expect(unlinkingMarkdown(report).match(/^\| +(1|100) \|/gm)).toHaveLength(6);
  });
});
