import { depthFigure } from './depth-figure.ts';

describe('depthFigure', () => {
  const steps = [0, 80_000, 160_000].map((depth) => ({
    depth,
    ordersPerSecond: 25_000 - depth / 100,
    slowestScriptMs: 4,
  }));
  const { xTicks, panels } = depthFigure({
    fill: { orders: 240_000, bytesPerOrder: 780, steps },
  });

  it('draws every step by how many orders waited before it', () => {
    expect(panels[0]?.series[0]?.points).toEqual([
      { x: 0, y: 25_000 },
      { x: 80_000, y: 24_200 },
      { x: 160_000, y: 23_400 },
    ]);
  });
  it('spans all depths', () => {
    expect([xTicks[0], xTicks.at(-1)]).toEqual([0, 250_000]);
  });
  it('shows the first step as a level', () => {
    expect(panels[0]?.series[1]?.points.every(({ y }) => y === 25_000)).toBe(true);
  });
});
