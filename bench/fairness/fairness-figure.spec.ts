import { fairnessFigure } from './fairness-figure.ts';

describe('fairnessFigure', () => {
  const { panels, xTicks } = fairnessFigure({
    clients: [
      { client: 'a', weight: 3 },
      { client: 'b', weight: 1 },
    ],
    orders: 300,
    latencyMs: 10,
    slots: 16,
    rounds: [
      {
        round: 1,
        judged: 400,
        worstShare: 1,
        lateOrderBehind: 0,
        shares: [
          { a: 0.75, b: 0.25 },
          { a: 0.5, b: 0.5 },
          { a: 0, b: 1 },
        ],
      },
    ],
  });
  const [a, dueOfA] = panels[0]?.series ?? [];

  it('shows every window at its end', () => {
    expect(a?.points).toEqual([
      { x: 200, y: 75 },
      { x: 400, y: 50 },
      { x: 600, y: 0 },
    ]);
    expect([xTicks[0], xTicks.at(-1)]).toEqual([0, 600]);
  });
  it('shows what is due as long as it is', () => {
    expect(dueOfA?.points).toEqual([
      { x: 200, y: 75 },
      { x: 400, y: 75 },
    ]);
  });
});
