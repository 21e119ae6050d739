import type { Ratios } from '../measure/ratio-report.ts';
import { ratioPerRound, spread, type Spread } from '../measure/statistics.ts';
import type { BridgeMeasurement } from './bridge-rounds.ts';
import type { WayKey } from './order-way.ts';

/** Every ratio that the benchmark is for; named as in `bridge.json`. */
export function bridgeRatios(measurements: readonly BridgeMeasurement[]): Ratios {
  return {
    addedP50Ms: {
      spread: added(measurements, 'bridge'),
      meaning: 'p50 of Prefer: wait − p50 of the direct call, one order at a time, ms',
      required: '≤ 1.5',
    },
    ofDirect64: {
      spread: throughput(measurements, 'bridge'),
      meaning: 'Prefer: wait ÷ direct call, orders/s at 64 connections',
      required: '≥ 0.5',
    },
    workerCpuOfDirect64: {
      spread: cpuOfDirect(measurements, 'order-worker'),
      meaning: 'CPU of the worker per bridged order ÷ the backend’s per direct call',
      // 90 µs where a direct call costs the backend 88.
      required: '≤ 1.02',
    },
    redisCpuOfDirect64: {
      spread: cpuOfDirect(measurements, 'redis'),
      meaning: 'CPU of Redis per bridged order ÷ the backend’s per direct call',
      // 50 µs where a direct call costs the backend 88.
      required: '≤ 0.57',
    },
    alwaysAddedP50Ms: {
      spread: added(measurements, 'bridgeAlways'),
      meaning: 'the same difference on `always`, ms',
    },
    alwaysOfDirect64: {
      spread: throughput(measurements, 'bridgeAlways'),
      meaning: 'the same throughput on `always`',
    },
  };
}

/** Taken within each round, like a ratio: the machine changes from minute to minute. */
function added(measurements: readonly BridgeMeasurement[], key: WayKey): Spread {
  const direct = byRound(measurements, 'direct');
  const differences = byRound(measurements, key).map(
    ({ unloadedP50Ms }, nth) => unloadedP50Ms - (direct[nth]?.unloadedP50Ms ?? Number.NaN),
  );
  return spread(differences);
}

function throughput(measurements: readonly BridgeMeasurement[], key: WayKey): Spread {
  return ratioPerRound(
    byRound(measurements, key).map(({ ordersPerSecond }) => ordersPerSecond),
    byRound(measurements, 'direct').map(({ ordersPerSecond }) => ordersPerSecond),
  );
}

/** What a process takes for a bridged order, in the CPU time that an order costs the backend alone. */
function cpuOfDirect(measurements: readonly BridgeMeasurement[], process: string): Spread {
  const cpu = (key: WayKey, name: string) =>
    byRound(measurements, key).map(({ cpuUsPerOrder }) => cpuUsPerOrder[name] ?? Number.NaN);
  return ratioPerRound(cpu('bridge', process), cpu('direct', 'mock-backend'));
}

/** The measurements of one way in the order of their rounds. */
export function byRound(
  measurements: readonly BridgeMeasurement[],
  key: WayKey,
): BridgeMeasurement[] {
  return measurements.filter(({ way }) => way === key).toSorted((a, b) => a.round - b.round);
}
