import type { Scenario } from '../scenario';

/** The published burst: 150 calls within 3 s, 12 s of backend, 15 workers, 40 threads, 30 s of patience. */
export function burst(changes: Partial<Scenario> = {}): Scenario {
  return {
    calls: 150,
    arrivalWindowMs: 3_000,
    backendLatencyMs: 12_000,
    backendWorkers: 15,
    threads: 40,
    upstreamTimeoutMs: 30_000,
    queueLimit: 1_000,
    ttlMs: 900_000,
    pollIntervalMs: 2_000,
    ...changes,
  };
}
