import { CALLBACKS, readQueueDepth } from '@sluice/order-lifecycle';
import type { HealthDetail } from '@sluice/platform';
import type { Redis } from 'ioredis';

/** `callbacks`: how many are on their way. Receivers that are down are no fault of ours. */
export function callbacksDetail(redis: Redis): HealthDetail {
  return async function callbacks() {
    const { queued, processing, failed, oldestAgeMs, paused } = await readQueueDepth(
      redis,
      CALLBACKS,
    );
    return { callbacks: { status: 'up', queued, processing, failed, oldestAgeMs, paused } };
  };
}
