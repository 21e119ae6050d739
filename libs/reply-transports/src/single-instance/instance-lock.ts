import type { Redis } from 'ioredis';
import { INSTANCE_LOCK } from './single-instance-keys';

/** A gateway that dies leaves the lock for so long. */
const LOCK_MS = 5_000;

const HOLD = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;

const LET_GO = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1], ARGV[2])`;

/** Shows that a gateway is the only one; to be held anew every second or so. */
export class InstanceLock {
  constructor(
    private readonly redis: Redis,
    private readonly instanceId: string,
  ) {}

  /** False when another gateway has it. Rejects when Redis cannot be asked. */
  async hold(): Promise<boolean> {
    return (await this.redis.eval(HOLD, 1, INSTANCE_LOCK, this.instanceId, LOCK_MS)) === 1;
  }

  /** Gives the lock up, and removes what only its holder needed. */
  async letGo(ownKey: string): Promise<void> {
    await this.redis.eval(LET_GO, 1, INSTANCE_LOCK, this.instanceId, ownKey);
  }
}
