import type { BurstConditions } from './burst-model.ts';

/** A burst as the source documents tell it, in their own times. */
export interface BurstCase extends BurstConditions {
  name: string;
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

function sync(name: string, calls: number, workS: number): BurstCase {
  return { ...GROUND, name, face: 'sync', calls, workMs: workS * SECOND_MS };
}

function async(
  name: string,
  calls: number,
  { ttlS, queueLimit = NO_LIMIT }: { ttlS?: number; queueLimit?: number } = {},
): BurstCase {
  const ttlMs = ttlS === undefined ? NO_TTL_MS : ttlS * SECOND_MS;
  return { ...GROUND, name, face: 'async', calls, ttlMs, queueLimit };
}

export const BURST_CASES = {
  'burst-150': [
    sync('sync-12s', 150, 12),
    sync('sync-35s', 150, 35),
    async('async', 150),
    async('async-ttl-60s', 150, { ttlS: 60 }),
    async('async-ttl-30s', 150, { ttlS: 30 }),
    async('async-ttl-60s-limit-100', 150, { ttlS: 60, queueLimit: 100 }),
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

/** The same burst with every time divided; how many there are of everything stays. */
export function scaled<T extends BurstConditions>(burst: T, scale: number): T {
  const { arrivalMs, workMs, syncTimeoutMs, ttlMs } = burst;
  return {
    ...burst,
    arrivalMs: arrivalMs / scale,
    workMs: Math.round(workMs / scale),
    syncTimeoutMs: Math.round(syncTimeoutMs / scale),
    ttlMs: Math.round(ttlMs / scale),
  };
}
