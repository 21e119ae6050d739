import type { Endpoint, RungRun } from '../ladder.model.ts';

/** A run as the ladder would give it; tests change what they are about. */
export function rungRun(
  endpoint: Endpoint,
  orders: number,
  changes: Partial<RungRun> = {},
): RungRun {
  return {
    endpoint,
    orders,
    run: 1,
    elapsedMs: 1_000,
    latencyMs: 20,
    throughputPerMinute: orders * 60,
    failures: 0,
    redeliveries: 0,
    generatorCpuShare: 0.25,
    memory: {
      meanHeapMb: 50,
      peakHeapMb: 60,
      peakOldMb: 45,
      pauseMs: 3,
      longestPauseMs: 2,
      minorCollections: 2,
      majorCollections: 0,
    },
    ...changes,
  };
}

export const CONTENDED = {
  latency: { kind: 'fixed', ms: 50 },
  workers: 16,
  contention: { above: 50, floor: 0.15, exponent: 5 },
};
