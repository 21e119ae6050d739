import type { SuiteResult } from '../suite-result.ts';
import { breakpointFigure } from './breakpoint-figure.ts';

const RESULT = {
  measuredAt: '2026-11-21T10:00:00.000Z',
  cases: [
    {
      figures: {
        '500/s offered: answered per second': 480,
        '500/s offered: p99 ms': 12,
        '250/s offered: answered per second': 250,
        '250/s offered: p99 ms': 3,
        '750/s offered: p99 ms': 0,
        'knee: orders per second': 250,
      },
    },
  ],
} as unknown as SuiteResult;

describe('breakpointFigure', () => {
  const [answered, latency] = breakpointFigure(RESULT).panels;

  it('draws the steps in the order of their rates', () => {
    expect(answered?.series[0]?.points).toEqual([
      { x: 250, y: 250 },
      { x: 500, y: 480 },
    ]);
  });
  it('leaves out what nobody answered', () => {
    expect(latency?.series[0]?.points.map(({ x }) => x)).toEqual([250, 500]);
  });
});
