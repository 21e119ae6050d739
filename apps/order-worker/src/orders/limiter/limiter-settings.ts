import type { LimiterSettings } from '@sluice/contracts';

const MOST_CONCURRENCY = 10_000;
const MOST_RATE = 1_000_000;
const LONGEST_WINDOW_MS = 86_400_000;

/** Whether a value from outside of this process can be set; messages and Redis are not trusted. */
export function isLimiterSettings(value: unknown): value is LimiterSettings {
  if (typeof value !== 'object' || value === null) return false;
  const { concurrency, rateMax, rateWindowMs } = value as Record<string, unknown>;
  return (
    isWhole(concurrency, MOST_CONCURRENCY) &&
    (rateMax === null || isWhole(rateMax, MOST_RATE)) &&
    isWhole(rateWindowMs, LONGEST_WINDOW_MS)
  );
}

function isWhole(value: unknown, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;
}
