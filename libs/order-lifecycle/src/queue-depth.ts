import { TERMINAL_STATUSES, type TerminalStatus } from '@sluice/contracts';
import type { ChainableCommander, Redis } from 'ioredis';
import { ORDERS, type TaskKind } from './task-kind';

/** A queue at one moment, as the records tell it. */
export interface QueueDepth {
  queued: number;
  processing: number;
  /** Failed tasks that are still readable. */
  failed: number;
  /** Age of the oldest queued task in ms; 0 when none is queued. */
  oldestAgeMs: number;
  paused: boolean;
  /** Bull's lists: the to-do list beside the truth. */
  jobs: { waiting: number; active: number };
  /** Tasks that ended since the counters began, by status. */
  ended: Record<TerminalStatus, number>;
}

/** Reads the queue's depth: one pipeline of constant-time commands, whatever the depth. */
export async function readQueueDepth(redis: Redis, kind: TaskKind = ORDERS): Promise<QueueDepth> {
  const { keys, bull } = kind;
  const replies = await exec(
    redis
      .pipeline()
      .time()
      .zcard(keys.queued)
      .zcard(keys.leases)
      .zcard(keys.deadLetters)
      .zrange(keys.queued, 0, 0, 'WITHSCORES')
      .exists(bull.metaPaused)
      .llen(bull.wait)
      .llen(bull.paused)
      .llen(bull.active)
      .hmget(keys.counters, ...TERMINAL_STATUSES),
  );
  const [time, queued, processing, failed, oldest, paused, wait, pausedJobs, active, ended] =
    replies as [
      [string, string],
      number,
      number,
      number,
      [string?, string?],
      number,
      number,
      number,
      number,
      (string | null)[],
    ];
  return {
    queued,
    processing,
    failed,
    oldestAgeMs: ageOf(oldest[1], time),
    paused: paused === 1,
    jobs: { waiting: wait + pausedJobs, active },
    ended: endedByStatus(ended),
  };
}

async function exec(pipeline: ChainableCommander): Promise<unknown[]> {
  const replies = await pipeline.exec();
  if (!replies) throw new Error('The pipeline was discarded');
  return replies.map(([error, reply]) => {
    if (error) throw error;
    return reply;
  });
}

function ageOf(acceptedAtMs: string | undefined, [seconds, micros]: [string, string]): number {
  if (acceptedAtMs === undefined) return 0;
  const nowMs = Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);
  return Math.max(0, nowMs - Number(acceptedAtMs));
}

function endedByStatus(counts: (string | null)[]): Record<TerminalStatus, number> {
  const pairs = TERMINAL_STATUSES.map((status, i) => [status, Number(counts[i] ?? 0)] as const);
  return Object.fromEntries(pairs) as Record<TerminalStatus, number>;
}
