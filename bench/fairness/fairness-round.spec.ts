import { judgeRound } from './fairness-round.ts';

const PLAN = {
  clients: [
    { client: 'a', weight: 1 },
    { client: 'b', weight: 1 },
  ],
  orders: 300,
  latencyMs: 10,
};

/** Orders of a and b in turn, one every 2 ms from the start of 2026 on, saved 10 ms later. */
const START_MS = Date.parse('2026-01-01T00:00:00.000Z');
const row = (orderNumber: string, arrivedMs: number) => ({
  orderId: orderNumber,
  orderNumber,
  savedAt: new Date(START_MS + arrivedMs + PLAN.latencyMs).toISOString(),
  deliveries: 1,
});
const inTurn = Array.from({ length: 600 }, (_, nth) =>
  row(`${nth % 2 === 0 ? 'a' : 'b'}-1-${Math.floor(nth / 2)}`, 2 * nth),
);

describe('judgeRound', () => {
  // It arrived between the 301st and the 302nd.
  const rows = [...inTurn.slice(0, 301), row('late-1-0', 601), ...inTurn.slice(301)];
  const late = { orderNumber: 'late-1-0', acceptedAtMs: START_MS + 595 };
  const round = judgeRound(rows, PLAN, late);

  it('judges while both have orders that wait, without the late one', () => {
    expect(round).toMatchObject({ judged: 599, worstShare: 1 });
  });
  it('counts whom the late order had to let pass', () => {
    // Those that arrived 596, 598 and 600 ms after the start.
    expect(round.lateOrderBehind).toBe(3);
  });
  it('sees a client that is served after the other', () => {
    const after = inTurn.toSorted((a, b) => a.orderNumber.localeCompare(b.orderNumber));
    expect(judgeRound([...after, row('late-1-0', 9_000)], PLAN, late).worstShare).toBe(0);
  });
});
