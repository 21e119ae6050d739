import type { LimiterSettings } from '@sluice/contracts';
import type { Redis } from 'ioredis';
import { LIMITER_KEY, PACE_KEY } from './limiter-keys';

/**
 * Keeps what operators set. A changed rate forgets the starts handed out under the old one, once for
 * all workers that are told the same.
 */
const SAVE = `
local before = redis.call('HMGET', KEYS[1], 'rateMax', 'rateWindowMs')
redis.call('HSET', KEYS[1], 'concurrency', ARGV[1], 'rateMax', ARGV[2], 'rateWindowMs', ARGV[3])
if before[1] ~= ARGV[2] or before[2] ~= ARGV[3] then redis.call('DEL', KEYS[2]) end
return 1`;

interface StoreCommands {
  saveLimiterSettings(...keysAndArgs: (string | number)[]): Promise<number>;
}

/** The limiter's settings as operators left them, for every worker, later started ones included. */
export class LimiterSettingsStore {
  constructor(private readonly redis: Redis) {
    redis.defineCommand('saveLimiterSettings', { lua: SAVE, numberOfKeys: 2 });
  }

  /** What operators set; empty when they set nothing. */
  async load(): Promise<Partial<LimiterSettings>> {
    const set = await this.redis.hgetall(LIMITER_KEY);
    const { concurrency, rateMax, rateWindowMs } = set;
    if (concurrency === undefined || rateMax === undefined || rateWindowMs === undefined) return {};
    return {
      concurrency: Number(concurrency),
      rateMax: rateMax === '0' ? null : Number(rateMax),
      rateWindowMs: Number(rateWindowMs),
    };
  }

  /** Idempotent. */
  async save({ concurrency, rateMax, rateWindowMs }: LimiterSettings): Promise<void> {
    const commands = this.redis as unknown as StoreCommands;
    const args = [concurrency, rateMax ?? 0, rateWindowMs];
    await commands.saveLimiterSettings(LIMITER_KEY, PACE_KEY, ...args);
  }
}
