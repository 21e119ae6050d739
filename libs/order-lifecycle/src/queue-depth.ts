import { TERMINAL_STATUSES, type TerminalStatus } from '@sluice/contracts';
import type { ChainableCommander, Redis } from 'ioredis';
import { BULL_KEYS, LIFECYCLE_KEYS } from './lifecycle-keys';

/** The order queue at one moment, as the records tell it. */
export interface QueueDepth {
  queued: number;
  processing: number;
  /** Failed orders that are still readable. */
  failed: number;
  /** Age of the oldest queued order in ms; 0 when none is queued. */
  oldestAgeMs: number;
  paused: boolean;
  /** Bull's lists: the to-do list beside the truth. */
  jobs: { waiting: number; active: number };
  /** Orders that ended since the counters began, by status. */
  ended: Record<TerminalStatus, number>;
}

/** Reads the queue's depth: one pipeline of constant-time commands, whatever the depth. */
export async function readQueueDepth(redis: Redis): Promise<QueueDepth> {
  const replies = await exec(
    redis
      .pipeline()
      .time()
      .zcard(LIFECYCLE_KEYS.queued)
      .zcard(LIFECYCLE_KEYS.leases)
      .zcard(LIFECYCLE_KEYS.deadLetters)
      .zrange(LIFECYCLE_KEYS.queued, 0, 0, 'WITHSCORES')
      .exists(BULL_KEYS.metaPaused)
      .llen(BULL_KEYS.wait)
      .llen(BULL_KEYS.paused)
      .llen(BULL_KEYS.active)
      .hmget(LIFECYCLE_KEYS.counters, ...TERMINAL_STATUSES),
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
