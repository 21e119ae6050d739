import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { bindScript, type LuaScript } from '../lua-script';
import { inPartition, partitionOf, tagOf } from '../keys';
import { UNLINKINGS } from '../task-kind';
import { type OrganizationRecord, type OrganizationState, readOrganization } from './organization';
import { unlinkingTaskId, writeUnlinkingTask } from './unlinking-task';

/** So many that ten thousand members do not hold Redis up. */
const MOST_MEMBERS_PER_TASK = 20;
/** So many that there is something to share out among workers. */
const SHARED_OUT_TASKS = 25;

/** What follows from a save: members to be unlinked. */
export interface UnlinkingOrder {
  members: readonly string[];
  correlationId: string;
  /** For so long the caller itself does all of it, in one task; undefined: it is queued. */
  leaseMs?: number;
}

/** A save that took place. */
export interface SavedOrganization {
  organization: OrganizationRecord;
  /** Of the unlinking that follows from it, if one does. */
  unlinkingId?: string;
}

/** Organizations of all clients. */
export class OrganizationStore {
  private readonly saveScript: LuaScript;

  constructor(
    private readonly redis: Redis,
    private readonly partitions = 1,
  ) {
    this.saveScript = bindScript(redis, UNLINKINGS, join(__dirname, 'save-organization.lua'));
  }

  /** The client's organization, or null. */
  async find(client: string, organizationId: string): Promise<OrganizationRecord | null> {
    const tag = tagOf(partitionOf(client, this.partitions));
    const key = `${tag}organization:${client}:${organizationId}`;
    return readOrganization(client, organizationId, await this.redis.hgetall(key));
  }

  /**
   * Saves over the revision that the caller has seen (0: none), and takes in the unlinking that
   * follows, as one step; null when another revision is there by now.
   */
  async save(
    owner: { client: string; organizationId: string; revision: number },
    state: OrganizationState,
    order?: UnlinkingOrder,
  ): Promise<SavedOrganization | null> {
    const { client, organizationId, revision } = owner;
    const partition = partitionOf(client, this.partitions);
    const isUnlinking = order !== undefined && order.members.length > 0;
    const unlinkingId = isUnlinking ? inPartition(randomUUID(), partition) : undefined;
    const tasks = unlinkingId && order ? tasksOf(unlinkingId, owner, order) : [];
    const [saved, nowMs] = (await this.saveScript(partition, [
      ...[client, organizationId, revision, JSON.stringify(state), order?.leaseMs ?? 0],
      ...[unlinkingId ?? '', JSON.stringify(order?.members ?? []), ...tasks],
    ])) as [number, number];
    if (saved < 0) return null;
    const organization = { ...state, client, organizationId, revision: saved, updatedAtMs: nowMs };
    return { organization, ...(unlinkingId ? { unlinkingId } : {}) };
  }
}

/** Id and part of each task. */
function tasksOf(
  unlinkingId: string,
  owner: { client: string; organizationId: string },
  { members, correlationId, leaseMs }: UnlinkingOrder,
): string[] {
  const size = leaseMs === undefined ? shareOf(members.length) : members.length;
  const words: string[] = [];
  for (let first = 0; first < members.length; first += size) {
    const share = members.slice(first, first + size);
    const task = { unlinkingId, ...owner, correlationId, members: share };
    words.push(unlinkingTaskId(unlinkingId, first / size), writeUnlinkingTask(task));
  }
  return words;
}

function shareOf(members: number): number {
  return Math.min(MOST_MEMBERS_PER_TASK, Math.ceil(members / SHARED_OUT_TASKS));
}
