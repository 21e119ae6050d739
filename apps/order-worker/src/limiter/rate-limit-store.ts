import { GLOBAL_KEYS } from '@sluice/task-queue';
import type { Redis } from 'ioredis';
import { RemoteClock } from '../tasks/remote-clock';

/** The right to start one order at one moment. */
export interface StartPermit {
  /** That moment, on the clock of `performance.now()`. */
  readonly atMs: number;
  /** Time in ms to the neighbouring permits, whoever has them. */
  readonly intervalMs: number;
}

/** Orders per window, over all workers. */
export interface OrderRate {
  readonly rateMax: number;
  readonly rateWindowMs: number;
}

/** Hands out evenly spaced start times to all workers together. */
export abstract class RateLimitStore {
  /**
   * The next free start; undefined when no rate is set. A permit that is not used is lost, but for
   * those that the worker tells with a later call: they are made up for bit by bit.
   */
  abstract next(missed?: number): Promise<StartPermit | undefined>;
}

/** Timers and the way to the backend shake every start a little: aim below the rate to stay below. */
const INTERVAL_MARGIN = 1.002;
/** What a short stall cost is made up for at most this much faster, far inside of 2 %. */
const CATCH_UP_SHARE = 0.008;
/** A longer gap is idleness, which earns nothing. */
const LONGEST_STALL_US = 100_000;

/**
 * KEYS: settings, pace. ARGV: rate and window (ms) for when operators set none, 0 being no rate;
 * how many starts the caller missed. Returns `{start, interval, now}` in microseconds; an
 * interval of 0 is no rate.
 *
 * Starts follow one another by one interval. Starts that a stall cost, or that were missed, are
 * credit, paid back in intervals shorter by a hair. A start far ahead of now is a leap of Redis'
 * clock and forgotten.
 */
const NEXT_START = `
local set = redis.call('HMGET', KEYS[1], 'rateMax', 'rateWindowMs')
local max, window = tonumber(set[1] or ARGV[1]), tonumber(set[2] or ARGV[2])
if max <= 0 then return {0, 0, 0} end
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local interval = math.ceil(window * 1000 / max * ${INTERVAL_MARGIN})
local most = math.max(interval, ${LONGEST_STALL_US})
local pace = redis.call('HMGET', KEYS[2], 'start', 'credit')
local due = tonumber(pace[1] or 0) + interval
local credit = tonumber(pace[2] or 0)
credit = math.min(credit + interval * tonumber(ARGV[3]), most)
local start = now
if due > now and due - now < interval * 4096 + 60000000 then
  local paid = math.min(credit, math.floor(interval * ${CATCH_UP_SHARE}), due - now)
  start = due - paid
  credit = credit - paid
elseif due <= now and now - due <= most then
  credit = math.min(credit + now - due, most)
else
  credit = 0
end
redis.call('HSET', KEYS[2], 'start', string.format('%.0f', start), 'credit', credit)
return {start, interval, now}`;

interface StoreCommands {
  nextOrderStart(
    settings: string,
    pace: string,
    max: number,
    windowMs: number,
    missed: number,
  ): Promise<[number, number, number]>;
}

/** The store that all workers share: Redis' clock, one script. */
export class RedisRateLimitStore extends RateLimitStore {
  private readonly commands: StoreCommands;
  private readonly clock = new RemoteClock();

  /** @param fallback the rate for when operators set none; null for none */
  constructor(
    redis: Redis,
    private readonly fallback: OrderRate | null,
  ) {
    super();
    redis.defineCommand('nextOrderStart', { lua: NEXT_START, numberOfKeys: 2 });
    this.commands = redis as unknown as StoreCommands;
  }

  async next(missed = 0): Promise<StartPermit | undefined> {
    const { rateMax, rateWindowMs } = this.fallback ?? { rateMax: 0, rateWindowMs: 1 };
    const [startUs, intervalUs, nowUs] = await this.commands.nextOrderStart(
      GLOBAL_KEYS.limiter,
      GLOBAL_KEYS.limiterPace,
      rateMax,
      rateWindowMs,
      missed,
    );
    if (intervalUs === 0) return undefined;
    this.clock.observe(nowUs / 1_000, performance.now());
    return { atMs: this.clock.toOurs(startUs / 1_000), intervalMs: intervalUs / 1_000 };
  }
}
