import type { Redis } from 'ioredis';
import type { LuaScript } from '../lua-script';
import type { DurabilityWatch } from './durability-watch';

/** Leaves room within the 3 s in which every request has its answer. */
const REPLICATION_TIMEOUT_MS = 1_500;

/** Redis took the writes but not every replica has them: they may or may not survive a failover. */
export class ReplicationError extends Error {
  constructor(acknowledged: number, wanted: number) {
    super(`NOREPLICAS ${acknowledged} of ${wanted} replicas acknowledged the write`);
    this.name = 'ReplicationError';
  }
}

/**
 * A script that counts as run only when every replica has its writes, where the policy asks for
 * that. WAIT follows on the same connection and so covers what the script wrote.
 */
export function replicatedScript(
  redis: Redis,
  script: LuaScript,
  watch: DurabilityWatch,
): LuaScript {
  if (watch.durability !== 'replicated') return script;
  return async (args) => {
    await watch.check();
    const wanted = watch.replicasToWaitFor;
    const [reply, acknowledged] = await Promise.all([
      script(args),
      redis.wait(wanted, REPLICATION_TIMEOUT_MS),
    ]);
    if (acknowledged < wanted) throw new ReplicationError(acknowledged, wanted);
    return reply;
  };
}
