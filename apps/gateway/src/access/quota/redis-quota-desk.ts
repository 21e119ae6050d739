import { REDIS_PREFIX } from '@sluice/contracts';
import type { Redis } from 'ioredis';
import { type Lease, type LeaseRequest, QuotaDesk } from './quota-desk';

/** A number per client: the tokens handed out in its current window; goes when the window ends. */
const QUOTA_KEY_PREFIX = `${REDIS_PREFIX}:quota:`;

/**
 * Of what is left, at most this part goes ahead of need to one gateway, so that the others find
 * something and, towards the end, nothing is handed out that nobody asks for.
 */
const PARTS_AHEAD = 8;

/**
 * KEYS: the client's. ARGV: quota, window (ms), least, need, want. A window begins with its first
 * lease, by Redis' clock. Returns `{granted, left, ms to the window's end}`.
 */
const LEASE = `
local quota, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local least, need, want = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local used = tonumber(redis.call('GET', KEYS[1]) or 0)
local ends_in = redis.call('PTTL', KEYS[1])
if ends_in < 0 then
  used, ends_in = 0, window
end
local left = math.max(quota - used, 0)
local granted = 0
if least <= left then
  local ahead = math.min(want, math.floor(left / ${PARTS_AHEAD}))
  granted = math.min(left, math.max(need, ahead))
end
if granted > 0 then
  redis.call('SET', KEYS[1], string.format('%.0f', used + granted), 'PX', math.max(ends_in, 1))
end
return {granted, left - granted, ends_in}`;

interface DeskCommands {
  leaseQuota(key: string, ...args: number[]): Promise<[number, number, number]>;
}

/** The desk in Redis: one script, so that the tokens handed out are never more than the quota. */
export class RedisQuotaDesk extends QuotaDesk {
  private readonly commands: DeskCommands;

  /** @param quota tokens of each client per window */
  constructor(
    redis: Redis,
    private readonly quota: number,
    private readonly windowMs: number,
  ) {
    super();
    redis.defineCommand('leaseQuota', { lua: LEASE, numberOfKeys: 1 });
    this.commands = redis as unknown as DeskCommands;
  }

  override async lease({ client, least, need, want }: LeaseRequest): Promise<Lease> {
    const key = QUOTA_KEY_PREFIX + client;
    const { quota, windowMs } = this;
    const reply = await this.commands.leaseQuota(key, quota, windowMs, least, need, want);
    const [granted, left, endsInMs] = reply;
    return { granted, left, endsInMs };
  }
}
