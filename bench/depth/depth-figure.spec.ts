import { depthFigure } from './depth-figure.ts';
import type { DepthMeasurement } from './depth-measurement.ts';

const measured = (subject: 'empty' | 'deep', depth: number): DepthMeasurement => ({
  subject,
  round: 1,
  depth,
  requestsPerSecond: 20_000,
  p99Ms: 5,
  cpuUsPerOrder: 50,
  drainMs: 10_000,
});

describe('depthFigure', () => {
  const steps = [0, 80_000, 160_000].map((depth) => ({ depth, requestsPerSecond: 25_000 }));
  const { xTicks, panels } = depthFigure({
    rounds: 1,
    seconds: 4,
    generator: 'wrk',
    fill: { orders: 240_000, bytesPerOrder: 1_200, steps },
    measurements: [measured('empty', 0), measured('deep', 240_000)],
  });

  it('draws filling and measuring by depth, without what has no place on the axis', () => {
    expect(panels[0]?.series[0]?.points.map(({ x }) => x)).toEqual([80_000, 160_000, 240_000]);
  });
  it('spans the depths with whole powers of ten', () => {
    expect(xTicks).toEqual([10_000, 100_000, 1_000_000]);
  });
  it('shows the empty queue as a level', () => {
    expect(panels[1]?.series[1]?.points.every(({ y }) => y === 10_000)).toBe(true);
  });
});
