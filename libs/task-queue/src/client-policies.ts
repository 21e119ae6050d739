import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { partitionOf, partitionsOf } from './keys';
import { bindScript, type LuaScript } from './lua-script';
import { ORDERS } from './task-kind';

/** How a client stands beside the others. */
export interface ClientPolicy {
  client: string;
  /** Its share of the service while others wait too, compared with theirs; from 1. */
  weight: number;
  /** Most of its orders in flight, over workers and the synchronous path; undefined: no cap. */
  maxInFlight?: number | undefined;
}

/** Tells all workers how clients stand beside each other; what is not told weighs 1 and has no cap. */
export class ClientPolicies {
  private readonly script: LuaScript;

  constructor(
    redis: Redis,
    private readonly partitions = 1,
  ) {
    this.script = bindScript(redis, ORDERS, 'set-policies');
  }

  /** Takes the place of all that were told before; in force from the next turn on. Idempotent. */
  async publish(policies: readonly ClientPolicy[]): Promise<void> {
    const calls = partitionsOf(this.partitions).map((partition) => {
      const own = policies.filter(
        ({ client }) => partitionOf(client, this.partitions) === partition,
      );
      const args = own.flatMap(({ client, weight, maxInFlight = 0 }) => [
        client,
        weight,
        maxInFlight,
      ]);
      const digest = createHash('sha1').update(JSON.stringify(args)).digest('hex');
      return this.script(partition, [digest, ...args]);
    });
    await Promise.all(calls);
  }
}
