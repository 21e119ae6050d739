import type { LimiterSettings } from '@sluice/contracts';
import type { LimiterStore } from '@sluice/task-queue';
import type { SlotPool } from '../tasks/slot-pool';
import type { StartRateLimiter } from './start-rate-limiter';

/**
 * The limiter's settings in force. What operators set is kept in Redis and wins over this process's
 * own settings.
 */
export class LimiterFollower {
  private settings: LimiterSettings;

  constructor(
    private readonly slots: SlotPool,
    private readonly rate: StartRateLimiter,
    private readonly store: Pick<LimiterStore, 'load'>,
    own: LimiterSettings,
  ) {
    this.settings = own;
    this.put(own);
  }

  get current(): LimiterSettings {
    return this.settings;
  }

  /** Takes over what operators set, if they did. Rejects when Redis cannot be asked. */
  async look(): Promise<void> {
    const kept = { ...this.settings, ...(await this.store.load()) };
    if (isLimiterSettings(kept) && !isSame(kept, this.settings)) this.put(kept);
  }

  private put(settings: LimiterSettings): void {
    const { concurrency, rateMax, rateWindowMs } = settings;
    this.settings = { concurrency, rateMax, rateWindowMs };
    this.rate.setLimited(rateMax !== null);
    this.slots.setCapacity(concurrency);
  }
}

function isSame(a: LimiterSettings, b: LimiterSettings): boolean {
  return (
    a.concurrency === b.concurrency && a.rateMax === b.rateMax && a.rateWindowMs === b.rateWindowMs
  );
}

const MOST_CONCURRENCY = 10_000;
const MOST_RATE = 1_000_000;
const LONGEST_WINDOW_MS = 86_400_000;

/** Whether a value from outside of this process can be in force; Redis is not trusted. */
function isLimiterSettings(value: LimiterSettings): boolean {
  const { concurrency, rateMax, rateWindowMs } = value;
  return (
    isWhole(concurrency, MOST_CONCURRENCY) &&
    (rateMax === null || isWhole(rateMax, MOST_RATE)) &&
    isWhole(rateWindowMs, LONGEST_WINDOW_MS)
  );
}

function isWhole(value: unknown, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;
}
