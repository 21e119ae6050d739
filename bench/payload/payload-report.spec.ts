import { payloadFigure } from './payload-figure.ts';
import { type PayloadMeasurement, payloadRatios, type PayloadVariant } from './payload-report.ts';

const measured = (variant: PayloadVariant, size: number, rate: number): PayloadMeasurement => ({
  variant,
  size,
  round: 1,
  connections: 64,
  requestsPerSecond: rate,
  cpuUsPerOrder: 1_000_000 / rate,
  serverCpuUsPerOrder: 0,
  redisCpuUsPerOrder: 0,
  foreignCpuShare: 0,
  accepted: rate,
  failed: 0,
  seconds: 1,
  p50Ms: 1,
  p99Ms: 2,
  maxMs: 3,
  generatorCpuShare: 0.5,
});

const run = {
  sizes: [300, 4_000],
  bodyBytes: [301, 3_999],
  connections: 64,
  rounds: 1,
  seconds: 1,
  generator: 'wrk',
  measurements: [
    measured('bare', 300, 40_000),
    measured('gateway', 300, 20_000),
    measured('bare', 4_000, 40_000),
    measured('gateway', 4_000, 10_000),
  ],
};

describe('the report of payloads', () => {
  it('compares at each size', () => {
    const ratios = payloadRatios(run);
    expect(ratios['bare300']?.spread.median).toBe(0.5);
    expect(ratios['bare4000']?.spread.median).toBe(0.25);
  });
  it('draws rate and cost by size', () => {
    const [rate, cost] = payloadFigure(run).panels;
    expect(rate?.series[0]?.points.map(({ y }) => y)).toEqual([20_000, 10_000]);
    expect(cost?.series[0]?.points.map(({ y }) => y)).toEqual([50, 100]);
  });
});
