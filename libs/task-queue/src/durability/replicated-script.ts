import type { Redis } from 'ioredis';
import type { LuaScript } from '../lua-script';
import type { DurabilityWatch } from './durability-watch';

/** Leaves room within the 3 s in which every request has its answer. */
const REPLICATION_TIMEOUT_MS = 1_500;

/** Redis took the writes but too few replicas have them: they may or may not survive a failover. */
export class ReplicationError extends Error {
  constructor(acknowledged: number, wanted: number) {
    super(`NOREPLICAS ${acknowledged} of ${wanted} replicas acknowledged the write`);
    this.name = 'ReplicationError';
  }
}

/**
 * A script that counts as run only when as many replicas have its writes as Redis itself asks for, where
 * the policy wants that. WAIT follows on the same connection and so covers what the script wrote; it holds
 * that connection up, so that it should be one for this purpose alone.
 */
export function replicatedScript(
  redis: Redis,
  script: LuaScript,
  watch: DurabilityWatch,
): LuaScript {
  if (watch.durability !== 'replicated') return script;
  return async (partition, args) => {
    await watch.check();
    const wanted = watch.replicasToWaitFor;
    const [reply, acknowledged] = await Promise.all([
      script(partition, args),
      redis.wait(wanted, REPLICATION_TIMEOUT_MS),
    ]);
    if (acknowledged < wanted) throw new ReplicationError(acknowledged, wanted);
    return reply;
  };
}
