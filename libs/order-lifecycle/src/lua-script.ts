import type { Redis } from 'ioredis';

/** Runs one script; resolves with what it returned, undecoded. */
export type LuaScript = (args: readonly (string | number)[]) => Promise<unknown>;

/**
 * Binds a script to a client by its digest, with the source sent again when Redis has forgotten it
 * (a restart, SCRIPT FLUSH). The first key only routes in a cluster: all keys share one hash tag.
 */
export function bindScript(redis: Redis, name: string, lua: string, routingKey: string): LuaScript {
  redis.defineCommand(name, { lua, numberOfKeys: 1 });
  type Command = (...args: (string | number)[]) => Promise<unknown>;
  const command = (redis as unknown as Record<string, Command>)[name] as Command;
  return (args) => command.call(redis, routingKey, ...args);
}
