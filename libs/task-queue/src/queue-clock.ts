import type { Redis } from 'ioredis';
import { partitionsOf, tagOf } from './keys';
import { bindScript, type LuaScript } from './lua-script';
import { ORDERS } from './task-kind';

/** The last time that Redis' clock was seen to have been set. */
export interface ClockStep {
  /** By so much, in ms; back where negative. */
  byMs: number;
  /** By Redis' clock, Unix time in ms. */
  atMs: number;
}

/**
 * Keeps the queue clock going where no worker runs, so that deadlines pass there too; see `lua/clock.lua`.
 * To be beaten about once a second by every process that watches the queue.
 */
export class QueueClock {
  private readonly script: LuaScript;

  constructor(
    private readonly redis: Redis,
    private readonly partitions = 1,
  ) {
    this.script = bindScript(redis, ORDERS, 'beat');
  }

  async beat(): Promise<void> {
    await Promise.all(partitionsOf(this.partitions).map((partition) => this.script(partition, [])));
  }

  /** The last step that a reconciler noted; null when there was none. */
  async lastStep(): Promise<ClockStep | null> {
    const [byMs, atMs] = await this.redis.hmget(`${tagOf(0)}clock`, 'stepMs', 'steppedAt');
    return byMs && atMs ? { byMs: Number(byMs), atMs: Number(atMs) } : null;
  }
}
