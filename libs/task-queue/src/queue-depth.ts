import {
  ORDER_PRIORITIES,
  type OrderPriority,
  TERMINAL_STATUSES,
  type TerminalStatus,
} from '@sluice/contracts';
import type { ChainableCommander, Redis } from 'ioredis';
import { partitionsOf } from './keys';
import { letterOf } from './order-header';
import { ORDERS, queueBase, type TaskKind, wakeUpQueue } from './task-kind';

/** How many of one priority wait, and since when the first of them does. */
export interface PriorityDepth {
  queued: number;
  /** Age of the oldest in ms; 0 when none is queued. */
  oldestAgeMs: number;
}

/** A queue at one moment, over all its partitions. */
export interface QueueDepth {
  /** Scheduled ones included. */
  queued: number;
  /** Queued, and not to be begun before a time of their own. */
  scheduled: number;
  processing: number;
  /** Failed tasks that are still readable. */
  failed: number;
  /** Age of the oldest task that may be begun, in ms; 0 when there is none. */
  oldestAgeMs: number;
  paused: boolean;
  byPriority: Record<OrderPriority, PriorityDepth>;
  /** Lanes with something that waits: clients by priority, and their retries. */
  activeLanes: number;
  /** Bull's jobs, each a bell for a worker. */
  wakeUps: { waiting: number; active: number };
  /** Tasks that ended since the counters began, by status. */
  ended: Record<TerminalStatus, number>;
  /** Of them, those that a worker carried to the end: completed or failed. */
  drained: number;
}

/** Reads a queue's depth: one pipeline of constant-time commands per partition, whatever the depth. */
export async function readQueueDepth(
  redis: Redis,
  kind: TaskKind = ORDERS,
  partitions = 1,
): Promise<QueueDepth> {
  const parts = partitionsOf(partitions).map((one) => readPartition(redis, kind, one));
  return (await Promise.all(parts)).reduce(together);
}

const COUNTED = [...TERMINAL_STATUSES, 'drained'];

async function readPartition(redis: Redis, kind: TaskKind, partition: number): Promise<QueueDepth> {
  const base = queueBase(kind, partition);
  const bull = wakeUpQueue(kind, partition).keyPrefix;
  const pipeline = redis
    .pipeline()
    .time()
    .zcard(`${base}-scheduled`)
    .zcard(`${base}-leases`)
    .zcard(`${base}-retries`)
    .zcard(`${base}-dead-letters`)
    .hexists(`${base}-control`, 'paused')
    .zcard(`${base}-lanes`)
    .zcard(`${base}-parked-lanes`)
    .zcard(`${base}-retry-lanes`)
    .llen(`${bull}wait`)
    .llen(`${bull}active`)
    .hmget(`${base}-counters`, ...COUNTED);
  for (const priority of ORDER_PRIORITIES) {
    const key = `${base}-queued-${letterOf(priority)}`;
    pipeline.zcard(key).zrange(key, 0, 0, 'WITHSCORES');
  }
  return depthOf(await exec(pipeline));
}

type Numbers = [number, number, number, number, number, number, number, number, number, number];

function depthOf(replies: unknown[]): QueueDepth {
  const [time, ...rest] = replies as [[string, string], ...unknown[]];
  const [scheduled, held, waiting, failed, paused, lanes, parked, retryLanes, bells, ringing] =
    rest as unknown as Numbers;
  const counts = rest[10] as (string | null)[];
  const byPriority = prioritiesOf(rest.slice(11), time);
  const depths = Object.values(byPriority);
  return {
    queued: scheduled + depths.reduce((sum, { queued }) => sum + queued, 0),
    scheduled,
    processing: held + waiting,
    failed,
    oldestAgeMs: Math.max(...depths.map(({ oldestAgeMs }) => oldestAgeMs)),
    paused: paused === 1,
    byPriority,
    activeLanes: lanes + parked + retryLanes,
    wakeUps: { waiting: bells, active: ringing },
    ended: endedByStatus(counts),
    drained: Number(counts.at(-1) ?? 0),
  };
}

function prioritiesOf(replies: unknown[], time: [string, string]): QueueDepth['byPriority'] {
  const pairs = ORDER_PRIORITIES.map((priority, nth) => {
    const [queued, oldest] = replies.slice(2 * nth) as [number, [string?, string?]];
    return [priority, { queued, oldestAgeMs: ageOf(oldest[1], time) }] as const;
  });
  return Object.fromEntries(pairs) as QueueDepth['byPriority'];
}

async function exec(pipeline: ChainableCommander): Promise<unknown[]> {
  const replies = await pipeline.exec();
  if (!replies) throw new Error('The pipeline was discarded');
  return replies.map(([error, reply]) => {
    if (error) throw error;
    return reply;
  });
}

function ageOf(sinceMs: string | undefined, [seconds, micros]: [string, string]): number {
  if (sinceMs === undefined) return 0;
  const nowMs = Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);
  return Math.max(0, nowMs - Number(sinceMs));
}

function endedByStatus(counts: (string | null)[]): Record<TerminalStatus, number> {
  const pairs = TERMINAL_STATUSES.map((status, nth) => [status, Number(counts[nth] ?? 0)] as const);
  return Object.fromEntries(pairs) as Record<TerminalStatus, number>;
}

function together(a: QueueDepth, b: QueueDepth): QueueDepth {
  const statuses = TERMINAL_STATUSES.map((one) => [one, a.ended[one] + b.ended[one]] as const);
  const priorities = ORDER_PRIORITIES.map((one) => {
    const [first, second] = [a.byPriority[one], b.byPriority[one]];
    const oldestAgeMs = Math.max(first.oldestAgeMs, second.oldestAgeMs);
    return [one, { queued: first.queued + second.queued, oldestAgeMs }] as const;
  });
  return {
    queued: a.queued + b.queued,
    scheduled: a.scheduled + b.scheduled,
    processing: a.processing + b.processing,
    failed: a.failed + b.failed,
    oldestAgeMs: Math.max(a.oldestAgeMs, b.oldestAgeMs),
    paused: a.paused || b.paused,
    byPriority: Object.fromEntries(priorities) as QueueDepth['byPriority'],
    activeLanes: a.activeLanes + b.activeLanes,
    wakeUps: {
      waiting: a.wakeUps.waiting + b.wakeUps.waiting,
      active: a.wakeUps.active + b.wakeUps.active,
    },
    ended: Object.fromEntries(statuses) as QueueDepth['ended'],
    drained: a.drained + b.drained,
  };
}

/** How much waits by client, of the first lanes there are: a bounded sample for a label. */
export async function readClientDepths(
  redis: Redis,
  most: number,
  partitions = 1,
): Promise<Map<string, number>> {
  const depths = new Map<string, number>();
  for (const partition of partitionsOf(partitions)) {
    const base = queueBase(ORDERS, partition);
    const lanes = await redis.zrange(`${base}-lanes`, 0, most - 1);
    const lengths = await Promise.all(lanes.map((lane) => redis.llen(`${base}-lane:${lane}`)));
    for (const [nth, lane] of lanes.entries()) {
      const client = lane.slice(0, lane.lastIndexOf(':'));
      if (!depths.has(client) && depths.size >= most) continue;
      depths.set(client, (depths.get(client) ?? 0) + (lengths[nth] ?? 0));
    }
  }
  return depths;
}
