import { bridgeRatios } from './bridge-ratios.ts';
import type { BridgeMeasurement } from './bridge-rounds.ts';
import type { WayKey } from './order-way.ts';

const measured = (
  way: WayKey,
  round: number,
  unloadedP50Ms: number,
  ordersPerSecond: number,
  cpuUsPerOrder: Record<string, number> = {},
): BridgeMeasurement => ({
  way,
  round,
  unloadedP50Ms,
  ordersPerSecond,
  cpuUsPerOrder,
  foreignCores: 0,
  accepted: 1,
  failed: 0,
  seconds: 1,
  p50Ms: 1,
  p99Ms: 1,
});

describe('bridgeRatios', () => {
  const ratios = bridgeRatios([
    measured('bridge', 2, 8, 2_000, { 'order-worker': 90, redis: 60 }),
    measured('bridge', 1, 7, 5_000, { 'order-worker': 80, redis: 30 }),
    measured('direct', 1, 5.5, 10_000, { 'mock-backend': 100 }),
    measured('direct', 2, 6, 5_000, { 'mock-backend': 120 }),
    measured('bridgeAlways', 1, 9, 4_000),
    measured('bridgeAlways', 2, 9, 1_000),
  ]);

  it('compares within a round, whatever the order of the measurements', () => {
    expect(ratios['addedP50Ms']?.spread).toEqual({ median: 1.75, min: 1.5, max: 2 });
    expect(ratios['ofDirect64']?.spread).toEqual({ median: 0.45, min: 0.4, max: 0.5 });
    expect(ratios['alwaysAddedP50Ms']?.spread.max).toBe(3.5);
    expect(ratios['alwaysOfDirect64']?.spread.min).toBe(0.2);
  });

  it('weighs the CPU of worker and Redis by what the backend alone takes', () => {
    expect(ratios['workerCpuOfDirect64']?.spread).toEqual({ median: 0.775, min: 0.75, max: 0.8 });
    expect(ratios['redisCpuOfDirect64']?.spread).toEqual({ median: 0.4, min: 0.3, max: 0.5 });
  });
});
