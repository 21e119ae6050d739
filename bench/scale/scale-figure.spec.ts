import { scaleFigure } from './scale-figure.ts';

describe('scaleFigure', () => {
  const { panels, xTicks } = scaleFigure({
    rounds: 1,
    ordersPerWorker: 300,
    measurements: [
      { workers: 4, round: 1, orders: 1_200, elapsedMs: 1_000 },
      { workers: 1, round: 1, orders: 300, elapsedMs: 1_000 },
    ],
  });
  const pointsOf = (panel: number, series: number) => panels[panel]?.series[series]?.points;

  it('shows all workers together, and one of them', () => {
    expect(xTicks).toEqual([1, 4]);
    expect(pointsOf(0, 0)?.map(({ y }) => y)).toEqual([300, 1_200]);
    expect(pointsOf(1, 0)?.map(({ y }) => y)).toEqual([300, 300]);
  });
  it('shows what 16 slots of 50 ms could save', () => {
    expect(pointsOf(0, 1)?.map(({ y }) => y)).toEqual([320, 1_280]);
  });
});
