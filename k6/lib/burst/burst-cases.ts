import type { BurstConditions } from './burst-model.ts';

/** A burst as the source documents tell it, in their own times. */
export interface BurstCase extends BurstConditions {
  name: string;
  /** Times are divided by this part of the scale, where a division by all of it leaves no room. */
  scaleShare?: number;
}

const SECOND_MS = 1_000;
const NO_TTL_MS = 900 * SECOND_MS;
const NO_LIMIT = 100_000;

const GROUND = {
  arrivalMs: 3 * SECOND_MS,
  workMs: 12 * SECOND_MS,
  backendWorkers: 15,
  syncPool: 40,
  syncTimeoutMs: 30 * SECOND_MS,
  ttlMs: NO_TTL_MS,
  queueLimit: NO_LIMIT,
};

/**
 * With a TTL of 60 s the sixth round is begun 1.5 s before it would expire. A tenth of that is what a
 * busy machine is late by after five rounds.
 */
const CLOSE = { ttlS: 60, scaleShare: 0.5 };

interface Variation {
  ttlS?: number;
  queueLimit?: number;
  scaleShare?: number;
}

function sync(name: string, calls: number, workS: number): BurstCase {
  return { ...GROUND, name, face: 'sync', calls, workMs: workS * SECOND_MS };
}

function async(
  name: string,
  calls: number,
  { ttlS, queueLimit = NO_LIMIT, scaleShare = 1 }: Variation = {},
): BurstCase {
  const ttlMs = ttlS === undefined ? NO_TTL_MS : ttlS * SECOND_MS;
  return { ...GROUND, name, face: 'async', calls, ttlMs, queueLimit, scaleShare };
}

export const BURST_CASES = {
  'burst-150': [
    sync('sync-12s', 150, 12),
    sync('sync-35s', 150, 35),
    async('async', 150),
    async('async-ttl-60s', 150, CLOSE),
    async('async-ttl-30s', 150, { ttlS: 30 }),
    async('async-ttl-60s-limit-100', 150, { ...CLOSE, queueLimit: 100 }),
  ],
  'burst-514': [
    sync('sync-12s', 514, 12),
    async('async', 514),
    // 60 s would end within the arrivals of one round: 514 of them lie too close together.
    async('async-ttl-66s', 514, { ttlS: 66 }),
  ],
} as const satisfies Record<string, readonly BurstCase[]>;

export type BurstName = keyof typeof BURST_CASES;

/** @throws Error for a name that there is not. */
export function burstCase(suite: BurstName, name: string): BurstCase {
  const found = BURST_CASES[suite].find((one) => one.name === name);
  if (found) return found;
  const names = BURST_CASES[suite].map((one) => one.name);
  throw new Error(`${suite} has no case "${name}"; it has ${names.join(', ')}`);
}

/** By what the times of a burst are divided when others are divided by `scale`. */
export function divisorOf({ scaleShare = 1 }: BurstCase, scale: number): number {
  return Math.max(1, scale * scaleShare);
}

/** The same burst with every time divided; how many there are of everything stays. */
export function scaled(burst: BurstCase, scale: number): BurstCase {
  const { arrivalMs, workMs, syncTimeoutMs, ttlMs } = burst;
  const divisor = divisorOf(burst, scale);
  return {
    ...burst,
    arrivalMs: arrivalMs / divisor,
    workMs: Math.round(workMs / divisor),
    syncTimeoutMs: Math.round(syncTimeoutMs / divisor),
    ttlMs: Math.round(ttlMs / divisor),
  };
}
