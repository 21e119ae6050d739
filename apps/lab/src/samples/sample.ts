import { type Pattern, type Run, type Scenario, simulate } from '@sluice/simulation';

/** One call, on both sides, with what an architect would say about it. */
export interface Sample {
  id: string;
  kicker: string;
  title: string;
  lead: string;
  runs: Record<Pattern, Run>;
  notes: Record<Pattern, string>;
}

/** How often the client of the asynchronous side asks. */
export const POLL_INTERVAL_MS = 5_000;

const ONE_CALL: Scenario = {
  calls: 1,
  arrivalWindowMs: 0,
  backendLatencyMs: 12_000,
  backendWorkers: 1,
  threads: 1,
  upstreamTimeoutMs: 30_000,
  queueLimit: 1,
  ttlMs: 900_000,
  pollIntervalMs: POLL_INTERVAL_MS,
};

const runsAt = (backendLatencyMs: number): Record<Pattern, Run> => ({
  sync: simulate('sync', { ...ONE_CALL, backendLatencyMs }),
  async: simulate('async', { ...ONE_CALL, backendLatencyMs }),
});

export const SAMPLE_A: Sample = {
  id: 'sample-a',
  kicker: 'Sample A',
  title: 'The backend takes 12 seconds',
  lead: 'One call, and a backend that is slow but answers within the 30 seconds that the gateway grants it.',
  runs: runsAt(12_000),
  notes: {
    sync: 'Twelve seconds fit into the thirty, so the caller gets its 200. But a thread did nothing except wait for all of that time. Forty such calls, and none is left for anybody else, not even for a call that would take a millisecond.',
    async:
      'The gateway writes the work down, answers 202 and is free in the same moment. A worker does the job, and the client finds the result when it asks next. That is a little later than it could be; nothing was held open for it.',
  },
};

export const SAMPLE_B: Sample = {
  id: 'sample-b',
  kicker: 'Sample B',
  title: 'The backend takes longer than anybody waits',
  lead: 'The same call, with a backend that needs 35 seconds. The gateway gives up after 30.',
  runs: runsAt(35_000),
  notes: {
    sync: 'After thirty seconds the gateway hangs up and says 504. The backend does not learn of it: it works on, and may well save what its caller now believes to be lost. Whoever tries again needs an idempotency key, or the order is placed twice.',
    async:
      'How long the work takes does not matter to the gateway any more, because no connection waits for it. The job that ends in a 504 on the other side ends here with its result, at the first question after it is done.',
  },
};
