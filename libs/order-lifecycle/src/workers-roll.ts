import { REDIS_PREFIX, type WorkerState } from '@sluice/contracts';
import type { Redis } from 'ioredis';
import { bindScript, type LuaScript } from './lua-script';

/** `workers`: hash of worker id → state (JSON); `workers:seen`: their last signs of life (ms). */
const STATES = `${REDIS_PREFIX}:workers`;
const SEEN = `${REDIS_PREFIX}:workers:seen`;

/** Workers sign every second; who missed three signs is taken for gone. */
const PRESENT_FOR_MS = 3_500;
const FORGOTTEN_AFTER_MS = 60_000;

const NOW = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)`;

/** ARGV: id, state (JSON), when to forget the silent (ms). */
const SIGN = `${NOW}
redis.call('HSET', '${STATES}', ARGV[1], ARGV[2])
redis.call('ZADD', '${SEEN}', string.format('%.0f', now), ARGV[1])
local silent = redis.call('ZRANGEBYSCORE', '${SEEN}', '-inf', string.format('%.0f', now - ARGV[3]))
for _, id in ipairs(silent) do
  redis.call('HDEL', '${STATES}', id)
  redis.call('ZREM', '${SEEN}', id)
end
return 1`;

/** ARGV: for how long a sign counts (ms). Returns the states of those present. */
const PRESENT = `${NOW}
local states = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', '${SEEN}', string.format('%.0f', now - ARGV[1]), '+inf')) do
  local state = redis.call('HGET', '${STATES}', id)
  if state then states[#states + 1] = state end
end
return states`;

/** Which order-workers there are, by Redis' clock; each signs for itself. */
export class WorkersRoll {
  private readonly signScript: LuaScript;
  private readonly presentScript: LuaScript;

  constructor(private readonly redis: Redis) {
    this.signScript = bindScript(redis, 'signWorkersRoll', SIGN, SEEN);
    this.presentScript = bindScript(redis, 'readWorkersRoll', PRESENT, SEEN);
  }

  /** A sign of life; to be repeated every second. Idempotent. */
  async sign(state: WorkerState): Promise<void> {
    await this.signScript([state.workerId, JSON.stringify(state), FORGOTTEN_AFTER_MS]);
  }

  /** Takes a worker that stops off the roll. Idempotent. */
  async leave(workerId: string): Promise<void> {
    await this.redis.multi().hdel(STATES, workerId).zrem(SEEN, workerId).exec();
  }

  /** Who is present, each as of its last sign, at most some seconds old; in order of their ids. */
  async list(): Promise<WorkerState[]> {
    const states = (await this.presentScript([PRESENT_FOR_MS])) as string[];
    const workers = states.map((state) => JSON.parse(state) as WorkerState);
    return workers.sort((a, b) => (a.workerId < b.workerId ? -1 : 1));
  }
}
