import { CALLBACKS, readQueueDepth } from '@sluice/task-queue';
import type { HealthDetail } from '@sluice/platform';
import type { Redis } from 'ioredis';

/** `callbacks`: how many are on their way. Receivers that are down are no fault of ours. */
export function callbacksDetail(redis: Redis, partitions: number): HealthDetail {
  return async function callbacks() {
    const { queued, processing, failed, oldestAgeMs, paused } = await readQueueDepth(
      redis,
      CALLBACKS,
      partitions,
    );
    return { callbacks: { status: 'up', queued, processing, failed, oldestAgeMs, paused } };
  };
}
