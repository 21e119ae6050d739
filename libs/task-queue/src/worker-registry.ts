import type { WorkerState } from '@sluice/contracts';
import type { Redis } from 'ioredis';
import { GLOBAL_KEYS } from './keys';

/** Workers beat every second; who missed three beats is taken for gone. */
const PRESENT_FOR_MS = 3_500;
const FORGOTTEN_AFTER_MS = 60_000;

const NOW = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function ms(number) return string.format('%.0f', number) end
-- A heartbeat from the future was noted before Redis' clock was set back.
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], ms(now + ${FORGOTTEN_AFTER_MS}), '+inf')) do
  redis.call('ZREM', KEYS[2], id)
end`;

/** KEYS: states, heartbeats. ARGV: id, state (JSON). */
const HEARTBEAT = `${NOW}
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[2], ms(now), ARGV[1])
local silent = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ms(now - ${FORGOTTEN_AFTER_MS}))
for _, id in ipairs(silent) do
  redis.call('HDEL', KEYS[1], id)
  redis.call('ZREM', KEYS[2], id)
end
return 1`;

/** KEYS as above. Returns the states of those present. */
const PRESENT = `${NOW}
local states = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], ms(now - ${PRESENT_FOR_MS}), '+inf')) do
  local state = redis.call('HGET', KEYS[1], id)
  if state then states[#states + 1] = state end
end
return states`;

interface RegistryCommands {
  workerHeartbeat(states: string, seen: string, id: string, state: string): Promise<unknown>;
  presentWorkers(states: string, seen: string): Promise<string[]>;
}

/** Which order-workers there are, by Redis' clock; each registers itself. */
export class WorkerRegistry {
  private readonly commands: RegistryCommands;

  constructor(private readonly redis: Redis) {
    redis.defineCommand('workerHeartbeat', { lua: HEARTBEAT, numberOfKeys: 2 });
    redis.defineCommand('presentWorkers', { lua: PRESENT, numberOfKeys: 2 });
    this.commands = redis as unknown as RegistryCommands;
  }

  /** A sign of life; to be repeated every second. Idempotent. */
  async heartbeat(state: WorkerState): Promise<void> {
    const { workers, workersSeen } = GLOBAL_KEYS;
    await this.commands.workerHeartbeat(
      workers,
      workersSeen,
      state.workerId,
      JSON.stringify(state),
    );
  }

  /** Takes a worker that stops out. Idempotent. */
  async deregister(workerId: string): Promise<void> {
    const { workers, workersSeen } = GLOBAL_KEYS;
    await this.redis.multi().hdel(workers, workerId).zrem(workersSeen, workerId).exec();
  }

  /** Who is present, each as of its last heartbeat, at most some seconds old; in order of their ids. */
  async list(): Promise<WorkerState[]> {
    const { workers, workersSeen } = GLOBAL_KEYS;
    const states = await this.commands.presentWorkers(workers, workersSeen);
    const present = states.map((state) => JSON.parse(state) as WorkerState);
    return present.sort((a, b) => (a.workerId < b.workerId ? -1 : 1));
  }
}
