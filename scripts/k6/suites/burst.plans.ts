import {
  BURST_CASES,
  scaled,
  type BurstCase,
  type BurstName,
} from '../../../k6/lib/burst/burst-cases.ts';
import { deriveBurst } from '../../../k6/lib/burst/burst-model.ts';
import type { SuiteCase, SuiteOptions, SuitePlan } from '../suite.model.ts';
import { NO_RETRY_AFTER, TTL_IGNORED, WIDE_POOL } from './breakages.ts';

/** Times divided by this: a burst of minutes takes seconds. */
const SCALE = 10;

function burstPlan(suite: BurstName): SuitePlan {
  return {
    kind: 'gate',
    options: { scale: SCALE },
    cases: ({ scale = SCALE }: SuiteOptions) =>
      BURST_CASES[suite].map((burst) => burstCaseOf(scaled(burst, scale))),
    breakages: {
      'wide-pool': WIDE_POOL,
      'no-retry-after': NO_RETRY_AFTER,
      'ttl-ignored': TTL_IGNORED,
    },
  };
}

const NEEDS = {
  settings: [
    'ORDER_CONCURRENCY',
    'SYNC_MAX_IN_FLIGHT',
    'SYNC_TIMEOUT_MS',
    'ORDER_TTL_MS',
    'QUEUE_LIMIT',
  ],
  profile: true,
};

function burstCaseOf(burst: BurstCase): SuiteCase {
  const { name, workMs, backendWorkers, syncPool, syncTimeoutMs, ttlMs, queueLimit } = burst;
  const { completed, timedOut, expired, refused, lastDoneMs } = deriveBurst(burst);
  return {
    name,
    env: { SUITE_CASE: name },
    needs: NEEDS,
    stack: {
      env: {
        ORDER_CONCURRENCY: String(backendWorkers),
        SYNC_MAX_IN_FLIGHT: String(syncPool),
        SYNC_TIMEOUT_MS: String(syncTimeoutMs),
        ORDER_TTL_MS: String(ttlMs),
        QUEUE_LIMIT: String(queueLimit),
      },
      profile: { latency: { kind: 'fixed', ms: workMs }, workers: backendWorkers },
    },
    figures: ({ statistic }) => ({
      'completed, derived': completed,
      'completed, counted': statistic('burst_completed', 'count') ?? 0,
      'timed out, derived': timedOut,
      'timed out, counted': statistic('burst_timed_out', 'count') ?? 0,
      'expired, derived': expired,
      'expired, counted': statistic('burst_expired', 'count') ?? 0,
      'refused, derived': refused,
      'refused, counted': statistic('burst_refused', 'count') ?? 0,
      'last one done after ms, derived': lastDoneMs,
      'last one done after ms, measured': statistic('burst_done_after', 'max') ?? 0,
    }),
  };
}

export const BURST_150 = burstPlan('burst-150');
export const BURST_514 = burstPlan('burst-514');
