import type { LimiterSettings } from '@sluice/contracts';
import type { FixedLimiter } from './fixed-limiter';
import { isLimiterSettings } from './limiter-settings';
import type { LimiterSettingsStore } from './limiter-settings.store';
import type { Pacer } from './pacer';

/**
 * The limiter's settings in force. What operators set is kept in Redis and wins over this process's
 * own settings; it is looked up again from time to time, for a command may be lost on its way.
 */
export class LimiterControl {
  private settings: LimiterSettings;
  private changes = 0;
  private listener: (settings: LimiterSettings) => void = () => undefined;

  constructor(
    private readonly limiter: FixedLimiter,
    private readonly pacer: Pacer,
    private readonly store: LimiterSettingsStore,
    own: LimiterSettings,
  ) {
    this.settings = own;
    this.put(own);
  }

  get current(): LimiterSettings {
    return this.settings;
  }

  /** Calls `listener` now and with every change; there is one listener. */
  follow(listener: (settings: LimiterSettings) => void): void {
    this.listener = listener;
    listener(this.settings);
  }

  /** Keeps settings for all workers and puts them in force here. Rejects when Redis cannot. */
  async change(settings: LimiterSettings): Promise<void> {
    this.changes += 1;
    await this.store.save(settings);
    this.put(settings);
  }

  /** Takes over what operators set, if they did. Rejects when Redis cannot be asked. */
  async restore(): Promise<void> {
    const changesBefore = this.changes;
    const kept = { ...this.settings, ...(await this.store.load()) };
    const overtaken = this.changes !== changesBefore;
    if (overtaken || !isLimiterSettings(kept) || isSame(kept, this.settings)) return;
    this.put(kept);
  }

  private put(settings: LimiterSettings): void {
    const { concurrency, rateMax, rateWindowMs } = settings;
    this.settings = { concurrency, rateMax, rateWindowMs };
    this.limiter.setCapacity(concurrency);
    this.pacer.setPaced(rateMax !== null);
    this.listener(this.settings);
  }
}

function isSame(a: LimiterSettings, b: LimiterSettings): boolean {
  return (
    a.concurrency === b.concurrency && a.rateMax === b.rateMax && a.rateWindowMs === b.rateWindowMs
  );
}
