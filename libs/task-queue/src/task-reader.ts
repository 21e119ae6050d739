import type { OrderStatus, ProblemSummary } from '@sluice/contracts';
import type { Redis } from 'ioredis';
import { partitionsOf } from './keys';
import { generationOf } from './order-id';
import { latestDeadLetters } from './order-reader';
import { queueBase, recordKey, type TaskKind } from './task-kind';

/** A UUID, and what tells several tasks about the same thing apart. */
const TASK_ID_PATTERN = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(-[0-9]{1,9})?$/;

/** A task of any kind as its record tells it. */
export interface TaskRecord {
  taskId: string;
  client: string;
  /** The immutable part, for its kind to read. */
  part: string;
  status: OrderStatus;
  attempts: number;
  updatedAtMs: number;
  /** Why the last attempt failed. */
  error?: ProblemSummary;
}

/** Reads tasks of one kind; changes nothing. */
export class TaskReader {
  constructor(
    private readonly redis: Redis,
    private readonly kind: TaskKind,
    private readonly partitions = 1,
  ) {}

  /** The task, or null when there is none of this id, whatever the id looks like. */
  async find(taskId: string): Promise<TaskRecord | null> {
    if (!TASK_ID_PATTERN.test(taskId)) return null;
    return readTask(taskId, await this.redis.hgetall(recordKey(this.kind, taskId)));
  }

  /** Tasks that failed and are still kept, the latest first. */
  async deadLetters(most: number): Promise<TaskRecord[]> {
    const bases = partitionsOf(this.partitions).map((one) => queueBase(this.kind, one));
    const ids = await latestDeadLetters(this.redis, bases, most);
    const found = await Promise.all(ids.map((id) => this.find(id)));
    return found.filter((task) => task?.status === 'failed') as TaskRecord[];
  }
}

function readTask(taskId: string, fields: Readonly<Record<string, string>>): TaskRecord | null {
  const { d: part, s, a, u, x } = fields;
  if (part === undefined) return null;
  const [createdAt, , generation, lane = ''] = part.split(' ', 4);
  if (generation !== generationOf(taskId)) return null;
  return {
    taskId,
    client: lane.slice(0, lane.lastIndexOf(':')),
    part,
    status: (s ?? 'queued') as OrderStatus,
    attempts: Number(a ?? 0),
    updatedAtMs: Number(u ?? createdAt),
    ...(x === undefined ? {} : { error: JSON.parse(x) as ProblemSummary }),
  };
}
