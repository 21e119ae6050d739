import { type ClockStep, ORDERS, QueueClock, readQueueDepth } from '@sluice/task-queue';
import type { HealthDetail } from '@sluice/platform';
import type { Redis } from 'ioredis';
import type { DrainRate } from '../orders/drain-rate';

/** Depth from which the queue is called deep. A deep queue is a warning, for it does its work. */
const DEEP_QUEUE = 10_000;

const CLOCK_STEP_TOLD_MS = 1_800_000;

/** `queue`: how much waits and how fast it drains. */
export function queueDetail(redis: Redis, drainRate: DrainRate, partitions: number): HealthDetail {
  const clock = new QueueClock(redis, partitions);
  return async function queue() {
    const depth = await readQueueDepth(redis, ORDERS, partitions);
    const { queued, scheduled, processing, failed, oldestAgeMs, paused, activeLanes } = depth;
    const warnings = [
      ...(queued > DEEP_QUEUE ? ['the queue is deep'] : []),
      ...(paused ? ['the queue is paused by an operator'] : []),
      ...clockWarnings(await clock.lastStep()),
    ];
    return {
      queue: {
        status: 'up',
        queued,
        scheduled,
        processing,
        failed,
        oldestAgeMs,
        drainPerSecond: Math.round(drainRate.perSecond * 10) / 10,
        paused,
        activeLanes,
        ...(warnings.length === 0 ? {} : { warning: warnings.join('; ') }),
      },
    };
  };
}

/** Told for a while, so that whoever looks later finds why deadlines were judged late. */
function clockWarnings(step: ClockStep | null): string[] {
  if (!step || Math.abs(Date.now() - step.atMs) > CLOCK_STEP_TOLD_MS) return [];
  const direction = step.byMs < 0 ? 'back' : 'forward';
  return [`the clock of Redis was set ${direction} by ${Math.abs(Math.round(step.byMs / 1000))} s`];
}
