import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { bindScript, type LuaScript } from '../lua-script';
import { partitionOfId } from '../keys';
import { UNLINKINGS } from '../task-kind';
import { unlinkingKeys, UNLINKING_RETENTION_MS } from './unlinking-keys';

/** How far an unlinking has come. */
export interface UnlinkingRecord {
  unlinkingId: string;
  client: string;
  organizationId: string;
  /** Members to be unlinked, all together. */
  all: number;
  done: number;
  /** Members that were given up; an operator may retry them. */
  failed: number;
  createdAtMs: number;
  /** When the last member was unlinked. */
  endedAtMs?: number;
}

const UNLINKING_ID_PATTERN = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Counts each member of an unlinking once, however often it is unlinked. */
export class UnlinkingProgress {
  private readonly unlinkedScript: LuaScript;

  constructor(private readonly redis: Redis) {
    this.unlinkedScript = bindScript(redis, UNLINKINGS, join(__dirname, 'note-unlinked.lua'));
  }

  /** The progress, or null when there is no unlinking of this id, whatever the id looks like. */
  async find(unlinkingId: string): Promise<UnlinkingRecord | null> {
    if (!UNLINKING_ID_PATTERN.test(unlinkingId)) return null;
    const keys = unlinkingKeys(unlinkingId);
    const [fields, pending, failed] = await Promise.all([
      this.redis.hgetall(keys.progress),
      this.redis.scard(keys.pending),
      this.redis.scard(keys.refused),
    ]);
    const { c: client, o: organizationId, n, t, z } = fields;
    if (client === undefined || organizationId === undefined) return null;
    const counts = { all: Number(n), done: Number(n) - pending, failed };
    const record = { unlinkingId, client, organizationId, ...counts, createdAtMs: Number(t) };
    return z === undefined ? record : { ...record, endedAtMs: Number(z) };
  }

  /** Those of the members that are still to be unlinked, in their order. */
  async pendingOf(unlinkingId: string, members: readonly string[]): Promise<string[]> {
    if (members.length === 0) return [];
    const { pending } = unlinkingKeys(unlinkingId);
    const held = await this.redis.smismember(pending, ...members);
    return members.filter((_, nth) => held[nth] === 1);
  }

  /** May be repeated. */
  async unlinked(unlinkingId: string, members: readonly string[]): Promise<void> {
    const args = [unlinkingId, UNLINKING_RETENTION_MS, ...members];
    await this.unlinkedScript(partitionOfId(unlinkingId), args);
  }
}
