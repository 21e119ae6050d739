import { readQueueDepth } from '@sluice/order-lifecycle';
import type { HealthDetail } from '@sluice/platform';
import type { Redis } from 'ioredis';
import type { DrainRate } from '../orders/drain-rate';

/** Depth from which the queue is called deep. A deep queue is a warning, for it does its work. */
const DEEP_QUEUE = 10_000;

/** `queue`: how much waits and how fast it drains. */
export function queueDetail(redis: Redis, drainRate: DrainRate): HealthDetail {
  return async function queue() {
    const { queued, processing, failed, oldestAgeMs, paused } = await readQueueDepth(redis);
    return {
      queue: {
        status: 'up',
        queued,
        processing,
        failed,
        oldestAgeMs,
        drainPerSecond: Math.round(drainRate.perSecond * 10) / 10,
        paused,
        ...(queued > DEEP_QUEUE ? { warning: 'the queue is deep' } : {}),
      },
    };
  };
}
