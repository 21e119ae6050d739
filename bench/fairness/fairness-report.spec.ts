import { fairnessMarkdown, fairnessRatios, type FairnessRun } from './fairness-report.ts';

const round = (nth: number, worstShare: number, lateOrderBehind: number) => ({
  round: nth,
  judged: 400,
  worstShare,
  lateOrderBehind,
  shares: [
    { a: 0.75, b: 0.25 },
    { a: 0.7, b: 0.3 },
    { a: 0, b: 1 },
  ],
});

const RUN: FairnessRun = {
  clients: [
    { client: 'a', weight: 3 },
    { client: 'b', weight: 1 },
  ],
  orders: 300,
  latencyMs: 10,
  slots: 16,
  rounds: [round(1, 0.98, 4), round(2, 0.94, 12), round(3, 0.96, 5)],
};

describe('fairnessRatios', () => {
  it('tells the rounds apart', () => {
    const { worstShare, lateOrderBehind } = fairnessRatios(RUN);
    expect(worstShare?.spread).toEqual({ median: 0.96, min: 0.94, max: 0.98 });
    expect(worstShare?.required).toBe('≥ 0.9');
    expect(lateOrderBehind?.spread.max).toBe(12);
    expect(lateOrderBehind?.required).toBe('≤ 21');
  });
});

describe('fairnessMarkdown', () => {
  it('leaves out what came after the first had run out', () => {
    const [row] = fairnessMarkdown(RUN)
      .split('\n')
      .filter((line) => line.startsWith('| a'));
    expect(row?.match(/[\d.]+/g)).toEqual(['3', '75.0', '72.5', '70.0', '75.0']);
  });
});
