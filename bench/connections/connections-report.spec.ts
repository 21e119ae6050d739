import type { Burst, BurstCase } from './burst.model.ts';
import { connectionsRatios } from './connections-report.ts';

const burst = (name: BurstCase, round: number, maxMs: number, overASecond = 0): Burst => ({
  case: name,
  round,
  p50Ms: 50,
  p99Ms: 100,
  maxMs,
  overASecond,
  synRetransmits: overASecond,
  listenOverflows: overASecond,
});

describe('connectionsRatios', () => {
  const ratios = connectionsRatios({
    connections: 1_000,
    rounds: 2,
    generator: 'wrk',
    bursts: [
      burst('idle', 1, 200),
      burst('loaded', 1, 400),
      burst('loadedDefaultBacklog', 1, 1_200, 300),
      burst('idle', 2, 700),
      burst('loaded', 2, 500, 1),
      burst('loadedDefaultBacklog', 2, 3_000, 400),
    ],
  });

  it('takes the slower of idle and loaded in each round', () => {
    expect(ratios['slowest1000Ms']?.spread).toEqual({ median: 550, min: 400, max: 700 });
  });
  it('does not count what is only there to be compared with', () => {
    expect(ratios['resent1000']?.spread.max).toBe(1);
  });
});
