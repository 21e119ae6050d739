import type { LimiterSettings } from '@sluice/contracts';
import type { Redis } from 'ioredis';
import { GLOBAL_KEYS } from './keys';

/**
 * KEYS: settings, pace. ARGV: name and value of each setting that changes. A changed rate forgets the
 * starts handed out under the old one.
 */
const SAVE = `
local before = redis.call('HMGET', KEYS[1], 'rateMax', 'rateWindowMs')
redis.call('HSET', KEYS[1], unpack(ARGV))
local now = redis.call('HMGET', KEYS[1], 'rateMax', 'rateWindowMs')
if before[1] ~= now[1] or before[2] ~= now[2] then redis.call('DEL', KEYS[2]) end
return 1`;

interface StoreCommands {
  saveLimiterSettings(...keysAndArgs: (string | number)[]): Promise<number>;
}

/**
 * What operators set of the fixed limiter, kept in Redis for every worker: those that run look it up again
 * from time to time and when told, those that start later begin with it. Needs no worker.
 */
export class LimiterStore {
  private readonly commands: StoreCommands;

  constructor(private readonly redis: Redis) {
    redis.defineCommand('saveLimiterSettings', { lua: SAVE, numberOfKeys: 2 });
    this.commands = redis as unknown as StoreCommands;
  }

  /** What operators set; what they left alone is not there. */
  async load(): Promise<Partial<LimiterSettings>> {
    const { concurrency, rateMax, rateWindowMs } = await this.redis.hgetall(GLOBAL_KEYS.limiter);
    return {
      ...(concurrency === undefined ? {} : { concurrency: Number(concurrency) }),
      ...(rateMax === undefined ? {} : { rateMax: rateMax === '0' ? null : Number(rateMax) }),
      ...(rateWindowMs === undefined ? {} : { rateWindowMs: Number(rateWindowMs) }),
    };
  }

  /** Keeps what is named, leaves the rest. Idempotent. */
  async save(changes: Partial<LimiterSettings>): Promise<void> {
    const args = Object.entries(changes).flatMap(([name, value]) => [name, value ?? 0]);
    if (args.length === 0) return;
    const { limiter, limiterPace } = GLOBAL_KEYS;
    await this.commands.saveLimiterSettings(limiter, limiterPace, ...args);
  }
}
