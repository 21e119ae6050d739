import type { Panel } from './figure.model.ts';
import { linearTicks, xScale, yAxis } from './plot-scales.ts';
import { LAYOUT } from './theme.ts';

function panel(yScale: Panel['yScale'], ...ys: number[]): Panel {
  const points = ys.map((y, x) => ({ x, y }));
  return { yTitle: 'ms', yScale, series: [{ name: 'a', colour: 'red', kind: 'measured', points }] };
}

describe('xScale', () => {
  it('spans the plot from the smallest load to the largest', () => {
    const x = xScale([10, 100, 1_000]);
    expect(x(10)).toBeCloseTo(LAYOUT.left);
    expect(x(1_000)).toBeCloseTo(LAYOUT.width - LAYOUT.right);
    expect(x(100) - x(10)).toBeCloseTo(x(1_000) - x(100));
  });
  it('keeps equal distances apart equally where time passes', () => {
    const x = xScale([0, 500, 1_000], 'linear');
    expect(x(0)).toBeCloseTo(LAYOUT.left);
    expect(x(500)).toBeCloseTo((LAYOUT.left + LAYOUT.width - LAYOUT.right) / 2);
  });
  it('puts a single load in the middle', () => {
    expect(xScale([50])(50)).toBeCloseTo((LAYOUT.left + LAYOUT.width - LAYOUT.right) / 2);
  });
});

describe('linearTicks', () => {
  it('are round and reach as far as the values', () => {
    expect(linearTicks(950_000)).toEqual([0, 200_000, 400_000, 600_000, 800_000, 1_000_000]);
  });
});

describe('yAxis', () => {
  it('begins a linear axis at zero, with room for the largest value', () => {
    const { scale, ticks } = yAxis(panel('linear', 120, 4_700), 0, 300);
    expect(scale(0)).toBe(300);
    expect(scale(4_700)).toBeGreaterThanOrEqual(0);
    expect(ticks[0]).toBe(0);
  });
  it('stays finite when nothing was measured but zeros', () => {
    expect(Number.isFinite(yAxis(panel('linear', 0, 0), 0, 300).scale(0))).toBe(true);
  });
  it('covers whole decades on a logarithmic axis', () => {
    expect(yAxis(panel('log', 3, 18_833), 0, 300).ticks).toEqual([
      1, 10, 100, 1_000, 10_000, 100_000,
    ]);
  });
  it('has room for a whisker above the highest point', () => {
    const whiskered = panel('linear', 100);
    const series = whiskered.series.map((one) => ({
      ...one,
      points: [{ x: 1, y: 100, low: 50, high: 900 }],
    }));
    expect(yAxis({ ...whiskered, series }, 0, 300).scale(900)).toBeGreaterThanOrEqual(0);
  });
});
