/** One run of a suite over something that is broken on purpose, as short as it can be. */
export interface Mutant {
  suite: string;
  /** Among the breakages of the suite's plan. */
  breakage: string;
  options: Record<string, number>;
  cases: string[];
}

/**
 * A gate that nothing can break gates nothing: each of these breaks the very thing that a suite is
 * about, and the suite has to fail over just that.
 */
export const MUTANTS: readonly Mutant[] = [
  { suite: 'contract', breakage: 'no-location', options: {}, cases: ['healthy'] },
  { suite: 'accept', breakage: 'lost-orders', options: { rate: 30, seconds: 3 }, cases: [] },
  { suite: 'completion', breakage: 'no-worker', options: { rate: 3, seconds: 3 }, cases: [] },
  { suite: 'bridge', breakage: 'no-wait', options: { rate: 10, seconds: 3 }, cases: [] },
  { suite: 'burst-150', breakage: 'wide-pool', options: {}, cases: ['sync-12s'] },
  { suite: 'burst-150', breakage: 'no-retry-after', options: {}, cases: ['sync-12s'] },
  { suite: 'burst-150', breakage: 'ttl-ignored', options: {}, cases: ['async-ttl-30s'] },
  { suite: 'overload', breakage: 'no-queue-limit', options: { scale: 8 }, cases: [] },
];
